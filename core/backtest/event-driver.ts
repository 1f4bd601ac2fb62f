import { simulateByEvents } from '../engine/events/rule-driver.ts'
import { createRulePortfolio } from '../engine/events/rule-portfolio.ts'
import type { Driver } from './prepare.ts'

/** Bar by bar: nothing of a bar's signals is there before its close, and the books are checked on every bar. */
export const eventDriver: Driver = { single: simulateByEvents, shared: createRulePortfolio }
