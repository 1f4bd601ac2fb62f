/** Symbol under which the bundled series is stored. */
export const sampleSymbol = 'SP500'
