/** Price and quantity as numbers, with the decimals that the text showed. */
export interface FeedLevel {
  readonly price: number
  readonly quantity: number
}

interface Received {
  /** Unix microseconds at the recorder. */
  readonly receiveTs: number
}

export interface DepthMessage extends Received {
  readonly kind: 'depth'
  readonly exchangeTs: number
  readonly symbol: string
  /** First and last update it covers. */
  readonly first: number
  readonly last: number
  /** Last update of the message before, where the exchange states it (futures). */
  readonly previous: number | null
  readonly bids: readonly FeedLevel[]
  readonly asks: readonly FeedLevel[]
}

export interface SnapshotMessage extends Received {
  readonly kind: 'snapshot'
  /** The last update it holds. */
  readonly last: number
  readonly bids: readonly FeedLevel[]
  readonly asks: readonly FeedLevel[]
}

export interface TradeMessage extends Received, FeedLevel {
  readonly kind: 'trade'
  readonly exchangeTs: number
  readonly symbol: string
  readonly id: number
  /** 1 where the buyer was the aggressor. */
  readonly side: 1 | -1
}

/** Best bid and ask at once. It carries no time of the exchange. */
export interface QuoteMessage extends Received {
  readonly kind: 'quote'
  readonly symbol: string
  readonly last: number
  readonly bid: FeedLevel
  readonly ask: FeedLevel
}

export type FeedMessage = DepthMessage | SnapshotMessage | TradeMessage | QuoteMessage

/** Decimals seen so far, of prices and of quantities. */
export interface Decimals {
  price: number
  quantity: number
}

/** Finest steps that are kept exactly as whole ticks and lots. */
const mostDecimals = 10

/** First bytes of a recording of this kind: a receive time, a space, and a message of the exchange. */
export function looksLikeDepthFeed(head: string): boolean {
  return /^\s*\d{13,19} \{/.test(head) && /"e":"(depthUpdate|trade)"|"lastUpdateId":/.test(head)
}

/** One line: receive time in ns, us or ms, a space, and the exchange's message. Gives the reason where it cannot be used. */
export function parseFeedLine(text: string, decimals: Decimals): FeedMessage | string {
  const space = text.indexOf(' ')
  const stamp = text.slice(0, Math.max(space, 0))
  if (!/^(\d{13}|\d{16}|\d{19})$/.test(stamp)) return 'the line does not begin with a receive time in ms, us or ns'
  const receiveTs = stamp.length === 19 ? Number(stamp.slice(0, 16)) : Number(stamp) * (stamp.length === 13 ? 1000 : 1)
  let body: Record<string, unknown>
  try {
    const parsed = JSON.parse(text.slice(space + 1)) as { data?: unknown }
    const inner = parsed.data ?? parsed
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return 'the message is not an object'
    body = inner as Record<string, unknown>
  } catch {
    return 'the message is not valid JSON'
  }
  try {
    return messageOf(body, receiveTs, decimals)
  } catch (cause) {
    if (cause instanceof Unusable) return cause.message
    throw cause
  }
}

class Unusable extends Error {}

function messageOf(body: Record<string, unknown>, receiveTs: number, decimals: Decimals): FeedMessage | string {
  const whole = (name: string): number => {
    const value = body[name]
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Unusable(`${name} is not a whole number`)
    return value as number
  }
  const symbol = () => {
    if (typeof body['s'] !== 'string' || body['s'] === '') throw new Unusable('s, the symbol, is missing')
    return body['s']
  }
  const levels = (name: string): FeedLevel[] => {
    const list = body[name]
    if (!Array.isArray(list)) throw new Unusable(`${name} is not a list of levels`)
    return list.map((pair: unknown) => {
      if (!Array.isArray(pair) || pair.length < 2)
        throw new Unusable(`a level in ${name} is not a pair of price and quantity`)
      return levelOf(pair[0], pair[1], decimals)
    })
  }
  if (body['e'] === 'depthUpdate') {
    const [first, last] = [whole('U'), whole('u')]
    if (last < first) return `update ${first} ends at ${last}, before it begins`
    const previous = body['pu'] === undefined ? null : whole('pu')
    const exchangeTs = whole(body['T'] === undefined ? 'E' : 'T') * 1000
    return {
      kind: 'depth',
      receiveTs,
      exchangeTs,
      symbol: symbol(),
      first,
      last,
      previous,
      bids: levels('b'),
      asks: levels('a'),
    }
  }
  if (body['e'] === 'trade') {
    if (typeof body['m'] !== 'boolean') return 'm, who made the market, is not true or false'
    const level = levelOf(body['p'], body['q'], decimals)
    if (level.quantity === 0) return 'a trade of nothing'
    return {
      kind: 'trade',
      receiveTs,
      exchangeTs: whole('T') * 1000,
      symbol: symbol(),
      id: whole('t'),
      side: body['m'] ? -1 : 1,
      ...level,
    }
  }
  if (body['lastUpdateId'] !== undefined) {
    const [bids, asks] = [levels('bids'), levels('asks')]
    if (bids.length + asks.length === 0) return 'a snapshot without levels'
    return { kind: 'snapshot', receiveTs, last: whole('lastUpdateId'), bids, asks }
  }
  if (body['u'] !== undefined && body['b'] !== undefined && body['B'] !== undefined) {
    return {
      kind: 'quote',
      receiveTs,
      symbol: symbol(),
      last: whole('u'),
      bid: levelOf(body['b'], body['B'], decimals),
      ask: levelOf(body['a'], body['A'], decimals),
    }
  }
  return `a message of kind ${JSON.stringify(body['e'] ?? Object.keys(body).slice(0, 4).join(', '))} is not read`
}

function levelOf(price: unknown, quantity: unknown, decimals: Decimals): FeedLevel {
  const level = {
    price: decimal(price, 'price', decimals, 'price'),
    quantity: decimal(quantity, 'quantity', decimals, 'quantity'),
  }
  if (level.price === 0) throw new Unusable('a price of 0')
  return level
}

function decimal(value: unknown, name: string, decimals: Decimals, which: keyof Decimals): number {
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value))
    throw new Unusable(`${name} ${JSON.stringify(value)} is not a decimal number`)
  const point = value.indexOf('.')
  if (point >= 0) {
    let end = value.length
    while (value.charCodeAt(end - 1) === 0x30) end -= 1
    const places = end - 1 - point
    if (places > mostDecimals) throw new Unusable(`${name} ${value} has more than ${mostDecimals} decimals`)
    if (places > decimals[which]) decimals[which] = places
  }
  return Number(value)
}
