import awl from './index.js'

export const {check, fix, format, rules, version} = awl
export default awl
