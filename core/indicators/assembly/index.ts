// Every kernel that `kernels.ts` can run, by its name.
export { blockRows, columnsStart, columnsStride, inputSlots } from './block'
export * from './extremes'
export * from './patterns-hikkake'
export * from './patterns-many'
export * from './patterns-pair'
export * from './patterns-single'
export * from './patterns-star'
export * from './patterns-triple'
