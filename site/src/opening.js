// Texts from elsewhere: files that are dropped or chosen, examples, and the text from before a link.
import {examples} from './examples.js'
import {readFile} from './open_file.js'
import {menu} from './menu.js'
import {keptEarlier} from './storage.js'

const $ = (id) => document.getElementById(id)

const hasFiles = (event) => event.dataTransfer?.types.includes('Files')

/** @param {(file: File) => void} openFile */
function takeDrops(openFile) {
  const {classList} = document.body
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    classList.add('is-dropping')
  })
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) classList.remove('is-dropping')
  })
  addEventListener('drop', (event) => {
    classList.remove('is-dropping')
    if (!hasFiles(event)) return
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) openFile(file)
  })
}

/**
 * @param {object} parts
 * @param {import('./notices.js').Notices} parts.notices
 * @param {(text: {text: string, config?: string, profile?: string}, note?: string) => void} parts.open
 * @param {() => void} parts.focus
 */
export function opening({notices, open, focus}) {
  let lastFile
  const openFile = async (file) => {
    lastFile = file
    $('list-panel').setAttribute('aria-busy', 'true')
    try {
      const {text, note} = await readFile(file)
      if (file !== lastFile) return
      open({text}, note)
      focus()
    } catch (error) {
      if (file === lastFile) notices.say(error.message)
    } finally {
      if (file === lastFile) $('list-panel').setAttribute('aria-busy', 'false')
    }
  }
  takeDrops(openFile)
  menu($('open'))
  $('open').addEventListener('toggle', () => {
    $('earlier').hidden = !keptEarlier()
  })
  $('open').addEventListener('click', (event) => {
    const {example} = event.target.closest('button')?.dataset ?? {}
    if (!example) return
    open({text: examples[example], config: '', profile: ''})
    focus()
  })
  $('earlier').addEventListener('click', () => {
    open(keptEarlier())
    focus()
  })
  $('open-file').addEventListener('click', () => $('file').click())
  $('file').addEventListener('change', () => {
    const [file] = $('file').files
    if (file) openFile(file)
    $('file').value = ''
  })
}
