import {check, fix, format, rules, version, type Finding, type FixOptions, type Rule} from 'awl-lint'

const options: FixOptions = {path: 'readme.md', profile: 'strict', config: {rules: {heading: 'off'}}, unsafe: true}
const findings: Finding[] = check('# A list\n', options)
const text: string = fix('# A list\n', options).text + format('# A list\n', options) + version
const names: string[] = rules().map((rule: Rule) => rule.name)
const offset: number | undefined = findings[0]?.fix?.edits[0]?.start
// @ts-expect-error: there is no such profile
check(text, {profile: 'nonsense'})
console.log(names, offset, findings[0]?.start.line)
