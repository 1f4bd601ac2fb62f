import { escapeCssString } from './escape.ts'
import type { ReportFonts } from './fonts.ts'

/** Ends of the diverging scale of returns and its middle, as on light screens. */
const heatEnds = { up: [0x2b, 0x8c, 0xc4], none: [0xf2, 0xf4, 0xf7], down: [0xde, 0x7a, 0x2c] } as const

/** Fill for a return between -1 and 1, and the ink that stands out from it. */
export function heatColour(heat: number): { fill: string; ink: string } {
  const end = heat >= 0 ? heatEnds.up : heatEnds.down
  const share = Math.min(1, Math.abs(heat))
  const channels = heatEnds.none.map((from, index) => Math.round(from + (end[index]! - from) * share))
  const linear = channels.map((channel) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  )
  const luminance = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!
  const dark = (luminance + 0.05) / 0.0533
  return {
    fill: `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`,
    ink: dark >= 1.05 / (luminance + 0.05) ? '#0b0e13' : '#ffffff',
  }
}

function fontFaces(fonts: ReportFonts | undefined): string {
  return (fonts?.faces ?? [])
    .map(
      ({ family, weight, woff2 }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;font-display:block;src:url(data:font/woff2;base64,${woff2}) format("woff2")}`,
    )
    .join('\n')
}

/** Paper is always light, whatever the screen's theme. `footer` is printed below each page. */
export function styleSheet(footer: string, fonts: ReportFonts | undefined): string {
  return `${fontFaces(fonts)}
:root{--text-1:#12171e;--text-2:#434e5c;--text-3:#5f6b7a;--line:#e1e5ea;--line-strong:#c3cad4;--grid:#eceff3;--raised:#f2f4f7;--accent:#4549d1;--held:#748090;--up:#0072b2;--down:#d55e00;--up-text:#00659e;--down-text:#a94700;--warn:#8a6100;--warn-soft:#fbf2d9;--ok:#157a4a;--ok-soft:#e3f5eb;--error:#b4232f;--error-soft:#fce8ea}
*{box-sizing:border-box}
html{color-scheme:light;-webkit-text-size-adjust:100%}
body{margin:0;background:#e9ecf1;color:var(--text-1);font:12px/18px Inter,"Segoe UI",system-ui,sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{padding:24px 16px}
.sheet{position:relative;width:794px;max-width:100%;min-height:1123px;margin:0 auto 24px;padding:56px 62px 72px;background:#fff;box-shadow:0 1px 3px rgba(20,28,40,.16)}
section{margin:0 0 22px}
h1{margin:0;font-size:24px;line-height:32px;font-weight:600;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{margin:0 0 10px;padding-bottom:6px;border-bottom:1px solid var(--line);font-size:14px;line-height:20px;font-weight:600;break-after:avoid}
h3{margin:14px 0 5px;font-size:12px;line-height:18px;font-weight:600;break-after:avoid;overflow-wrap:anywhere}
p{margin:4px 0 0;color:var(--text-2);overflow-wrap:anywhere}
.muted{color:var(--text-3);font-size:10.5px;line-height:16px}
.cover{display:flex;justify-content:space-between;gap:24px;margin-bottom:18px}
.cover>div:first-child{min-width:0}
.cover p{margin-top:4px;font-size:12px}
.aside{display:flex;flex-direction:column;align-items:flex-end;gap:2px;padding-top:6px;max-width:38%;color:var(--text-3);font-size:11px;font-feature-settings:"tnum";text-align:right;overflow-wrap:anywhere}
.banner{display:flex;gap:10px;padding:10px 14px;border-radius:6px;background:var(--warn-soft);color:var(--text-2);overflow-wrap:anywhere}
.banner .icon{flex:none;width:16px;height:16px;margin-top:1px;color:var(--warn)}
.banner b{color:var(--text-1);font-weight:600}
.banner ul{margin:2px 0 0;padding:0;list-style:none}
.banner.clean{background:var(--ok-soft)}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);margin:0;border:1px solid var(--line);border-radius:8px;overflow:hidden;break-inside:avoid}
.tiles>div{padding:10px 12px 9px;box-shadow:-1px -1px 0 var(--line)}
.tiles dt{color:var(--text-3);font-size:11px;line-height:16px;font-weight:500}
.tiles dd{margin:1px 0 0;font-size:17px;line-height:24px;font-weight:600;font-feature-settings:"tnum";white-space:nowrap}
.tiles dd.context{margin:0;color:var(--text-3);font-size:10px;line-height:14px;font-weight:400;white-space:normal}
table{width:100%;border-collapse:collapse;font-size:11px;line-height:16px}
thead{display:table-header-group}
th{padding:4px 6px;color:var(--text-3);font-weight:500;border-bottom:1px solid var(--line);vertical-align:bottom;white-space:nowrap}
td{padding:4px 6px;border-bottom:1px solid var(--line);font-feature-settings:"tnum";vertical-align:top}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
tr{break-inside:avoid}
.left{text-align:left}.right{text-align:right;white-space:nowrap}
td.left{overflow-wrap:anywhere}td.whole{white-space:nowrap}
.side{display:inline-block;width:7px;height:7px;margin-right:5px;background:var(--text-1)}.side.long{clip-path:polygon(50% 0,100% 100%,0 100%)}.side.short{clip-path:polygon(0 0,100% 0,50% 100%)}
.up{color:var(--up-text)}.down{color:var(--down-text)}
.dense{font-size:9.5px;line-height:14px}.dense td,.dense th{padding:2.5px 4px}.dense td.left{white-space:nowrap}
.dense .right+.left{padding-left:12px}
.dense th:first-child,.dense td:first-child{padding-left:0}.dense th:last-child,.dense td:last-child{padding-right:0;white-space:normal}
.heat{border-collapse:separate;border-spacing:2px;font-size:9.5px;line-height:14px;table-layout:fixed}
.heat th,.heat td{padding:2px 5px;border:0;border-radius:3px}
.heat th:last-child,.heat td:last-child{padding-right:5px}
.heat td:first-child{color:var(--text-3)}
.code,code,pre{font-family:"JetBrains Mono",ui-monospace,Menlo,Consolas,monospace;font-variant-ligatures:none}
.code{font-size:10px;overflow-wrap:anywhere}
pre{margin:0;padding:10px 12px;border:1px solid var(--line);border-radius:6px;background:#f5f6f8;font-size:10px;line-height:15px;white-space:pre-wrap;overflow-wrap:anywhere}
.facts{margin:0;column-gap:28px}
.columns-2{columns:2}.columns-3{columns:3}
.facts>div{display:flex;justify-content:space-between;gap:12px;padding:3px 0;border-bottom:1px solid var(--line);font-size:11px;line-height:16px;break-inside:avoid}
.facts dt{flex:none;max-width:66%;color:var(--text-3);overflow-wrap:anywhere}
.facts dd{margin:0;min-width:0;text-align:right;font-feature-settings:"tnum";overflow-wrap:anywhere}
.state{display:inline-block;padding:0 6px;border-radius:5px;font-size:10px;font-weight:500}
.state.pass{background:var(--ok-soft);color:var(--ok)}.state.warn{background:var(--warn-soft);color:var(--warn)}.state.fail{background:var(--error-soft);color:var(--error)}.state.skipped{background:var(--raised);color:var(--text-3)}
figure{position:relative;margin:0;break-inside:avoid}
figcaption{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 6px;color:var(--text-2);font-size:10.5px;line-height:16px}
figcaption span{display:inline-flex;align-items:center;gap:6px;max-width:100%;overflow-wrap:anywhere}
.mark{flex:none;display:inline-block;width:14px;height:2px;background:var(--accent)}
.mark.held{background:var(--held)}.mark.win{width:9px;height:9px;background:var(--up);clip-path:polygon(50% 0,100% 100%,0 100%)}.mark.loss{width:9px;height:9px;background:var(--down);clip-path:polygon(0 0,100% 0,50% 100%)}.mark.worst{height:9px;background:#fbe9dd}
.choice>input{position:absolute;opacity:0;pointer-events:none}
.choice>label{float:right;margin-left:-1px;padding:1px 10px;border:1px solid var(--line-strong);color:var(--text-2);font-size:10.5px;line-height:16px;cursor:pointer}
.choice>input:nth-of-type(1)+label{border-radius:0 5px 5px 0}.choice>input:nth-of-type(2)+label{border-radius:5px 0 0 5px}
.choice>input:checked+label{background:var(--raised);color:var(--text-1);font-weight:500}
.choice>input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
.view{clear:both}
.view:nth-of-type(2){display:none}
.choice>input:nth-of-type(2):checked~.view:nth-of-type(1){display:none}
.choice>input:nth-of-type(2):checked~.view:nth-of-type(2){display:block}
.views{display:flex;gap:18px}.views>svg{min-width:0;flex:1}
svg{display:block;width:100%;height:auto}
svg text{font:10px Inter,"Segoe UI",system-ui,sans-serif;font-feature-settings:"tnum";fill:var(--text-3)}
svg text.caption{fill:var(--text-2);font-weight:500}
svg .grid{stroke:var(--grid)}svg .zero{stroke:var(--line-strong)}
svg path{fill:none}
svg .strategy{stroke:var(--accent);stroke-width:1.6;stroke-linejoin:round}svg .held{stroke:var(--held);stroke-width:1.1;stroke-linejoin:round}
svg .drawdown{stroke:var(--down);stroke-width:1}svg .under{fill:var(--down);opacity:.14}svg .worst{fill:var(--down);opacity:.08}
svg .win{fill:var(--up)}svg .loss{fill:var(--down)}svg path.win,svg path.loss{opacity:.8}
svg .bar-strategy{fill:var(--accent)}svg .bar-held{fill:#b4bcc8}
.identity{position:absolute;left:62px;right:62px;bottom:30px;display:flex;justify-content:space-between;gap:16px;color:var(--text-3);font-size:9.5px;line-height:14px;font-feature-settings:"tnum";overflow-wrap:anywhere}
@media (max-width:640px){.sheet{padding:24px 16px 64px}.tiles{grid-template-columns:repeat(2,1fr)}.columns-2,.columns-3{columns:1}.identity{left:16px;right:16px}section{overflow-x:auto}}
@page{size:A4;margin:15mm 16mm 18mm;@bottom-left{content:"${escapeCssString(footer)}";font:7pt Inter,sans-serif;color:#5f6b7a;vertical-align:top;padding-top:4mm;white-space:nowrap}@bottom-right{content:counter(page) " of " counter(pages);font:7pt Inter,sans-serif;color:#5f6b7a;vertical-align:top;padding-top:4mm}}
@media print{body{background:#fff}main{padding:0}.sheet{width:auto;min-height:0;margin:0;padding:0;box-shadow:none}.sheet+.sheet{break-before:page}.identity,.choice>input,.choice>label{display:none}.choice .view:nth-of-type(1){display:block!important}.choice .view:nth-of-type(2){display:none!important}pre{break-inside:auto}section{margin-bottom:18px}}`
}
