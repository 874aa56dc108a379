// What both entries of the extension share. An entry says how the server is reached: see desktop.js and web.js.
'use strict'
const vscode = require('vscode')

const configFiles = '**/{.awl,awl}.{yaml,yml}'
const explained = 'awl-rule'

function settings() {
  const all = vscode.workspace.getConfiguration('awl')
  // The client's capability comes first: this extension has a page for rules, where others show a message.
  return {showsRules: true, run: all.get('run'), profile: all.get('profile'), unsafeFixes: all.get('unsafeFixes')}
}

function documentSelector() {
  const folders = vscode.workspace.workspaceFolders ?? []
  const schemes = new Set(['file', 'untitled', ...folders.map((folder) => folder.uri.scheme)])
  return [...schemes].flatMap((scheme) => [
    {scheme, language: 'markdown'},
    {scheme, pattern: configFiles}
  ])
}

class Extension {
  // `connect(options)` gives {client, writeConfig}: a language client that is not started yet, and a function that
  // gives the text of a config for the list at a URI.
  constructor(context, connect) {
    this.context = context
    this.connect = connect
    this.output = vscode.window.createOutputChannel('awl', {log: true})
    this.pages = new Map()
    this.turn = Promise.resolve()
  }

  async activate() {
    const {subscriptions} = this.context
    const command = (name, action) => subscriptions.push(vscode.commands.registerCommand(`awl.${name}`, action, this))
    command('fixAll', this.fixAll)
    command('format', this.format)
    command('explainRule', this.explainRule)
    command('initConfig', this.initConfig)
    command('restart', this.restart)
    subscriptions.push(
      this.output,
      vscode.workspace.registerTextDocumentContentProvider(explained, {
        provideTextDocumentContent: (uri) => this.pages.get(uri.path) ?? ''
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('awl.path') || event.affectsConfiguration('awl.run')) this.restart()
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.restart()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.restart())
    )
    await this.restart()
  }

  // One after the other, however often it is asked for.
  restart() {
    this.turn = this.turn.then(async () => {
      await this.stop()
      try {
        await this.start()
      } catch (error) {
        this.output.error(error)
        vscode.window.showErrorMessage(`awl: the server did not start: ${error.message}`)
      }
    })
    return this.turn
  }

  async start() {
    const onSave = settings().run === 'onSave'
    const connection = await this.connect({
      documentSelector: documentSelector(),
      outputChannel: this.output,
      initializationOptions: settings(),
      synchronize: {configurationSection: 'awl'},
      diagnosticPullOptions: {onChange: !onSave, onSave},
      middleware: {executeCommand: (name, words, next) => this.executeCommand(name, words, next)}
    })
    await connection.client.start()
    this.connection = connection
    const {name, version} = connection.client.initializeResult.serverInfo
    this.output.info(`${name} ${version}: ${connection.origin}`)
  }

  async stop() {
    const connection = this.connection
    this.connection = undefined
    try {
      await connection?.client.dispose()
    } catch (error) {
      // It may have ended by itself.
      this.output.warn(error)
    }
  }

  async executeCommand(name, words, next) {
    const answer = await next(name, words)
    if (name === 'awl.explain' && typeof answer === 'string') await this.showPage(words[0], answer)
    return answer
  }

  async showPage(rule, text) {
    const uri = vscode.Uri.from({scheme: explained, path: `/${rule}.md`})
    this.pages.set(uri.path, text)
    // One that is not locked would show the list as soon as that is worked on.
    await vscode.commands.executeCommand('markdown.showLockedPreviewToSide', uri)
  }

  // The active list with the server's client; tells the user what is missing.
  active() {
    const document = vscode.window.activeTextEditor?.document
    const client = this.connection?.client
    if (client === undefined) vscode.window.showErrorMessage('awl: the server does not run; see the output of awl')
    else if (document?.languageId !== 'markdown') vscode.window.showInformationMessage('awl: open a list first')
    else return {client, document, textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document)}
    return undefined
  }

  async fixAll() {
    const {client, textDocument} = this.active() ?? {}
    if (client === undefined) return
    const start = {line: 0, character: 0}
    const context = {diagnostics: [], only: ['source.fixAll.awl']}
    const params = {textDocument, range: {start, end: start}, context}
    const [action] = (await client.sendRequest('textDocument/codeAction', params)) ?? []
    if (action === undefined) {
      vscode.window.showInformationMessage('awl: nothing to fix')
      return
    }
    const {edit} = action.edit ? action : await client.sendRequest('codeAction/resolve', action)
    await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit))
  }

  async format() {
    const {client, document, textDocument} = this.active() ?? {}
    if (client === undefined) return
    const options = {tabSize: 4, insertSpaces: true}
    const answer = await client.sendRequest('textDocument/formatting', {textDocument, options})
    const edit = new vscode.WorkspaceEdit()
    edit.set(document.uri, await client.protocol2CodeConverter.asTextEdits(answer ?? []))
    await vscode.workspace.applyEdit(edit)
  }

  // The rules of the findings in the active list, those at the cursor first, or any other.
  async explainRule() {
    const editor = vscode.window.activeTextEditor
    const found = editor === undefined ? [] : vscode.languages.getDiagnostics(editor.document.uri)
    const line = editor?.selection.active.line ?? 0
    const distance = ({range}) => Math.max(range.start.line - line, line - range.end.line, 0)
    const codeOf = ({code}) => String(code?.value ?? code)
    const names = found.filter(({source}) => source === 'awl').sort((a, b) => distance(a) - distance(b)).map(codeOf)
    const other = 'Another rule…'
    const picked = await vscode.window.showQuickPick([...new Set(names), other], {placeHolder: 'A rule'})
    const rule = picked === other ? await vscode.window.showInputBox({prompt: 'Its name'}) : picked
    const client = this.connection?.client
    if (!rule || client === undefined) return
    const uri = editor === undefined ? '' : client.code2ProtocolConverter.asUri(editor.document.uri)
    await vscode.commands.executeCommand('awl.explain', rule.trim(), uri)
  }

  async initConfig() {
    const document = vscode.window.activeTextEditor?.document
    const folder =
      (document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? (vscode.workspace.workspaceFolders ?? [])[0]
    if (folder === undefined || this.connection === undefined) return
    for (const name of ['.awl.yaml', 'awl.yaml']) {
      const uri = vscode.Uri.joinPath(folder.uri, name)
      const exists = await vscode.workspace.fs.stat(uri).then(() => true, () => false)
      if (exists) return vscode.window.showTextDocument(uri)
    }
    try {
      const text = await this.connection.writeConfig(folder.uri)
      const uri = vscode.Uri.joinPath(folder.uri, '.awl.yaml')
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text))
      await vscode.window.showTextDocument(uri)
    } catch (error) {
      vscode.window.showErrorMessage(error.message)
    }
  }
}

module.exports = {Extension}
