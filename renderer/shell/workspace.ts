import { client } from '../lib/client.ts'
import { useQuery } from '../lib/query.ts'

/** Calls that several screens read; one key each, so that one answer serves all. */
export const useWorkspace = () => useQuery('workspace/info', () => client.workspace.info())
export const useHealth = () => useQuery('workspace/health', () => client.workspace.health())
export const useDatasets = () => useQuery('data/list', () => client.data.list())
export const useRuns = () => useQuery('runs/list', () => client.backtest.list())
export const useStrategies = () => useQuery('strategies/list', () => client.strategy.list())
export const useReports = () => useQuery('reports/list', () => client.report.list())
