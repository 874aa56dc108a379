// The page: makes its parts and joins them.
import {EditorView} from '@codemirror/view'
import {Borrowed} from './borrowed.js'
import {Checker} from './checker.js'
import {Checking} from './checking.js'
import {configEditor} from './editor.js'
import {examples} from './examples.js'
import {FindingsView} from './findings_view.js'
import {Fixing} from './fixing.js'
import {Keeping} from './keeping.js'
import {ListText} from './list_text.js'
import {Notices} from './notices.js'
import {keepForOffline} from './offline.js'
import {opening} from './opening.js'
import {Preview} from './preview.js'
import {RulePanel} from './rule_view.js'
import {Sharing} from './sharing.js'
import {keepEarlier, keptDraft} from './storage.js'
import {tabs} from './tabs.js'
import {themeButton} from './theme.js'

const $ = (id) => document.getElementById(id)

const notices = new Notices($('notice'), $('toast'), $('live'))
const showTab = tabs($('tabs'))
const list = new ListText($('list-editor'), {onChange: textChanged, onRefused: (why) => notices.say(why)})
const config = configEditor($('config-editor'), {
  extensions: EditorView.updateListener.of((update) => {
    if (update.docChanged) inputChanged()
  }),
  onRefused: (why) => notices.say(why)
})
const input = () => ({text: list.text, config: config.state.doc.toString(), profile: $('profile').value})
const borrowed = new Borrowed(Object.values(examples).map((text) => ({text})))
let isOpening = false

const checker = new Checker({
  onLoading: (bytes) => checking.waitForTables(bytes),
  onRestart: (why) => notices.say(`${why} Your text is as it was.`)
})
const findings = new FindingsView($('findings'), {
  onGo: goTo,
  onFix: (finding) => fixing.one(finding),
  onRule: (rule, from) => rules.show(rule, from),
  onConfig: goToConfig
})
const checking = new Checking({list, config, findings, notices, checker, input})
const fixing = new Fixing({list, checking, checker, preview: new Preview($('preview')), notices, input})
const rules = new RulePanel(checker, notices)
const keeping = new Keeping(input, borrowed, (why) => notices.say(why))
const sharing = new Sharing({input, borrowed, notices, open})

function textChanged(update) {
  checking.typing(update)
  inputChanged()
}

function inputChanged() {
  if (isOpening) return
  sharing.inputChanged()
  checking.check()
  keeping.soon()
}

function goTo(finding) {
  showTab($('list-tab'))
  list.select(finding.from, finding.to)
}

function goToConfig(line, column) {
  showTab($('config-tab'))
  const at = config.state.doc.line(Math.min(line, config.state.doc.lines))
  config.dispatch({selection: {anchor: Math.min(at.from + column - 1, at.to)}, scrollIntoView: true})
  config.focus()
}

/** Another text in place of the one that is there; undo brings that back, and the menu after a reload. */
function open({text, config: newConfig, profile}, note) {
  const before = input()
  if (before.text && !borrowed.has(before)) keepEarlier(before)
  isOpening = true
  if (newConfig !== undefined && newConfig !== config.state.doc.toString()) {
    config.dispatch({changes: {from: 0, to: config.state.doc.length, insert: newConfig}})
  }
  if (profile !== undefined) $('profile').value = [...$('profile').options].some(({value}) => value === profile) ? profile : ''
  list.replace(text)
  isOpening = false
  inputChanged()
  showTab($('list-tab'))
  if (note) notices.say(note)
  else notices.hide()
}

async function begin() {
  const draft = keptDraft()
  if (draft) open(draft)
  const isShared = await sharing.openShared()
  if (!draft && !isShared) open({text: examples.broken})
  // A page that cannot run awl is not worth keeping.
  checker.ask('version').then(keepForOffline, () => {})
}

opening({notices, open, focus: () => list.view.focus()})
themeButton($('theme'))
$('profile').addEventListener('change', inputChanged)
$('fix-safe').addEventListener('click', () => fixing.safe())
$('fix-all').addEventListener('click', () => fixing.all())
$('format').addEventListener('click', () => fixing.format())
$('share').addEventListener('click', () => sharing.share())
$('about-open').addEventListener('click', () => $('about').showModal())
begin()
