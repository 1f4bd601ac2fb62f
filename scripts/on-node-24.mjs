// Entry of the npm scripts: installs what is missing, then runs the given file on the project's own Node 24.
import { environment, installMissing, node24, run } from './install.mjs'

installMissing()
run(node24, process.argv.slice(2), { env: environment })
