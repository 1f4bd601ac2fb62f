// Every kernel that `kernels.ts` can run, by its name.
export { blockRows, columnsStart, columnsStride, inputSlots } from './block'
export * from './extremes'
