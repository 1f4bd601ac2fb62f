import type { ContractRouterClient } from '@orpc/contract'
import { backtest } from './backtest.ts'
import { config } from './config.ts'
import { data } from './data.ts'
import { indicator } from './indicator.ts'
import { jobs } from './jobs.ts'
import { metrics } from './metrics.ts'
import { report } from './report.ts'
import { strategy } from './strategy.ts'
import { workspace } from './workspace.ts'

/** Every call there is. The window, the command line and HTTP use this one table. */
export const contract = { workspace, data, indicator, strategy, backtest, metrics, report, jobs, config }

/** A typed client of the table, wherever the other end runs. */
export type Client = ContractRouterClient<typeof contract>
