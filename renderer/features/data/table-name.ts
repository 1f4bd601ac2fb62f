/** The data set as a table name in SQL, quoted. */
export function tableName({ symbol, timeframe }: { symbol: string; timeframe: string }): string {
  return `"${`${symbol}_${timeframe}`.replaceAll('"', '""')}"`
}
