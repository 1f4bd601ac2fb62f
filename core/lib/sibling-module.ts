/** Address of a module beside the caller, with the caller's own ending: `.ts` from a clone, `.js` in a package. */
export function siblingModule(name: string, caller: string): URL {
  return new URL(`./${name}${caller.endsWith('.ts') ? '.ts' : '.js'}`, caller)
}
