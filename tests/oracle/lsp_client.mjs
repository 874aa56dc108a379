// node lsp_client.mjs AWL LIST...: speaks with `awl lsp` by Microsoft's client of the protocol, and keeps the text by their
// idea of positions and edits. What the server shows must be what `awl check` finds in the same text.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const protocol = require("vscode-languageserver-protocol/node");
const { TextDocument } = require("vscode-languageserver-textdocument");

const [awl, ...lists] = process.argv.slice(2);
let passed = 0;
let failed = 0;
function expect(what, holds, seen = "") {
  if (holds) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED: ${what}${seen && `\n${JSON.stringify(seen, null, 1)}`}`);
  }
}

const folder = mkdtempSync(path.join(tmpdir(), "awl-lsp-"));
const file = path.join(folder, "readme.md");
const uri = pathToFileURL(file).href;

function capabilities(encodings, pulls) {
  return {
    general: { positionEncodings: encodings },
    workspace: { workspaceEdit: { documentChanges: true }, applyEdit: true },
    textDocument: {
      ...(pulls ? { diagnostic: {} } : {}),
      publishDiagnostics: { relatedInformation: true, dataSupport: true },
      rename: { prepareSupport: true },
      codeAction: {
        dataSupport: true,
        isPreferredSupport: true,
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
        resolveSupport: { properties: ["edit"] },
      },
    },
  };
}

// A server in a process, with a document open in it.
class Editor {
  static async start({ encodings, pulls = false }) {
    const editor = new Editor();
    editor.process = spawn(awl, ["lsp"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    editor.ended = new Promise((resolve) => editor.process.on("exit", resolve));
    editor.connection = protocol.createProtocolConnection(
      new protocol.StreamMessageReader(editor.process.stdout),
      new protocol.StreamMessageWriter(editor.process.stdin),
    );
    editor.shown = new Map();
    editor.waiting = [];
    editor.connection.onNotification(protocol.PublishDiagnosticsNotification.type, (params) => {
      editor.shown.set(params.version, params.diagnostics);
      for (const look of editor.waiting) look();
    });
    editor.connection.listen();
    editor.initialized = await editor.connection.sendRequest(protocol.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "list" }],
      capabilities: capabilities(encodings, pulls),
    });
    await editor.connection.sendNotification(protocol.InitializedNotification.type, {});
    return editor;
  }

  ask(type, params) {
    return this.connection.sendRequest(type, { textDocument: { uri }, ...params });
  }

  async open(text) {
    this.document = TextDocument.create(uri, "markdown", 1, text);
    const textDocument = { uri, languageId: "markdown", version: 1, text };
    await this.connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument });
  }

  async change(contentChanges) {
    this.document = TextDocument.update(this.document, contentChanges, this.document.version + 1);
    const textDocument = { uri, version: this.document.version };
    await this.connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
  }

  // What is shown of the newest version, when it is.
  diagnostics() {
    const { version } = this.document;
    return new Promise((resolve) => {
      const look = () => {
        if (!this.shown.has(version)) return;
        this.waiting = this.waiting.filter((other) => other !== look);
        resolve(this.shown.get(version));
      };
      this.waiting.push(look);
      look();
    });
  }

  async leave() {
    await this.connection.sendRequest(protocol.ShutdownRequest.type);
    await this.connection.sendNotification(protocol.ExitNotification.type);
    return this.ended;
  }
}

// As `awl check` finds it in the text: rule, line, and the text before and in it, which no encoding changes.
function checked(text) {
  writeFileSync(file, text);
  const run = spawnSync(awl, ["check", "--force-exclude", "--format", "json", file], { cwd: folder, maxBuffer: 1 << 28 });
  const bytes = readFileSync(file);
  return JSON.parse(run.stdout).map(({ rule, message, start, end }) => ({
    rule,
    message,
    begin: bytes.subarray(0, start.offset).toString().length,
    end: bytes.subarray(0, end.offset).toString().length,
  }));
}

// Character in UTF-16 of a position in another encoding.
function inUtf16(document, { line, character }, encoding) {
  if (encoding === "utf-16") return { line, character };
  const end = { line: line + 1, character: 0 };
  const text = document.getText({ start: { line, character: 0 }, end });
  const units = encoding === "utf-8" ? (c) => Buffer.byteLength(c) : () => 1;
  let at = 0;
  let left = character;
  for (const c of text) {
    if (left <= 0) break;
    left -= units(c);
    at += c.length;
  }
  return { line, character: at };
}

function shownAs(document, diagnostics, encoding) {
  const offset = (position) => document.offsetAt(inUtf16(document, position, encoding));
  return diagnostics.map(({ code, message, range }) => ({
    rule: code,
    message,
    begin: offset(range.start),
    end: offset(range.end),
  }));
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
function expectSame(what, shown, wanted) {
  const i = shown.findIndex((one, at) => !same(one, wanted[at]));
  expect(what, same(shown, wanted), { shown: shown[i] ?? shown.length, wanted: wanted[i] ?? wanted.length });
}

const invented = `# Awesome Caf\u00e9s \u{1F600}

## Contents

- [Tea \u{1F375}](#tea-)
- [Cups](#cups)

## Tea \u{1F375}

- [One](https://example.org/one) - \u{1F375} Green
- [Two](https://example.org/two) - Black  and strong.

## Cups

- [Three](https://example.org/three) - See [tea](#tea-).
`;

async function encodingsAndEdits() {
  for (const encoding of ["utf-8", "utf-16", "utf-32"]) {
    const editor = await Editor.start({ encodings: [encoding] });
    expect(`${encoding} is negotiated`, editor.initialized.capabilities.positionEncoding === encoding);
    for (const text of [invented, ...lists.map((list) => readFileSync(list, "utf8"))]) {
      await editor.open(text);
      expectSame(`${encoding}: what is shown`, shownAs(editor.document, await editor.diagnostics(), encoding), checked(text));
      await editor.connection.sendNotification(protocol.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
      editor.shown.clear();
    }
    expect(`${encoding}: leaves with 0`, (await editor.leave()) === 0);
  }
}

async function incrementalEdits() {
  const editor = await Editor.start({ encodings: ["utf-16"] });
  await editor.open(invented);
  const insert = (needle, text, removed = 0) => {
    const at = editor.document.getText().indexOf(needle);
    const [start, end] = [editor.document.positionAt(at), editor.document.positionAt(at + removed)];
    return editor.change([{ range: { start, end }, text }]);
  };
  await insert("Green", "\u{1F33F} ");
  await insert("  and strong", " ", 2);
  await insert("\n## Cups", "- [Two](https://example.org/two) - Again.\r\n");
  // Many at once: only the newest need be shown.
  for (const letter of "typed quickly") await insert("[Three]", letter);
  expectSame("after edits", shownAs(editor.document, await editor.diagnostics(), "utf-16"), checked(editor.document.getText()));
  await editor.leave();
}

async function pulls() {
  const editor = await Editor.start({ encodings: ["utf-16"], pulls: true });
  await editor.open(invented);
  const report = await editor.ask(protocol.DocumentDiagnosticRequest.type, {});
  expectSame("what is pulled", shownAs(editor.document, report.items, "utf-16"), checked(invented));
  const again = await editor.ask(protocol.DocumentDiagnosticRequest.type, { previousResultId: report.resultId });
  expect("nothing new", again.kind === "unchanged", again);
  expect("nothing is pushed", editor.shown.size === 0);
  const workspace = await editor.connection.sendRequest(protocol.WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  expect("the workspace is pulled", Array.isArray(workspace.items), workspace);
  await editor.leave();
}

const edited = (document, edit) => TextDocument.applyEdits(document, edit.documentChanges.flatMap(({ edits }) => edits));

async function actions() {
  const editor = await Editor.start({ encodings: ["utf-16"] });
  await editor.open(invented);
  const diagnostics = await editor.diagnostics();
  const spaces = diagnostics.find(({ code }) => code === "whitespace-inner-multiple");
  const offered = await editor.ask(protocol.CodeActionRequest.type, { range: spaces.range, context: { diagnostics: [spaces] } });
  const preferred = offered.find(({ isPreferred }) => isPreferred);
  expect("a fix is preferred", preferred?.kind === "quickfix" && preferred.edit === undefined, offered);
  const fix = await editor.connection.sendRequest(protocol.CodeActionResolveRequest.type, preferred);
  expect("it is resolved", edited(editor.document, fix.edit) === invented.replace("Black  and", "Black and"));

  const all = { start: { line: 0, character: 0 }, end: editor.document.positionAt(invented.length) };
  const [fixAll] = await editor.ask(protocol.CodeActionRequest.type, { range: all, context: { diagnostics: [], only: ["source.fixAll"] } });
  const resolved = await editor.connection.sendRequest(protocol.CodeActionResolveRequest.type, fixAll);
  writeFileSync(file, invented);
  spawnSync(awl, ["check", "--fix", file], { cwd: folder });
  expect("fix all is check --fix", edited(editor.document, resolved.edit) === readFileSync(file, "utf8"));

  const heading = editor.document.positionAt(invented.indexOf("## Tea") + 4);
  const prepared = await editor.ask(protocol.PrepareRenameRequest.type, { position: heading });
  expect("a heading can be renamed", prepared !== null, prepared);
  const renamed = await editor.ask(protocol.RenameRequest.type, { position: heading, newName: "Leaves" });
  const after = edited(editor.document, renamed);
  expect("links follow the heading", after === invented.replaceAll("#tea-", "#leaves").replaceAll("Tea \u{1F375}", "Leaves"), after);
  await editor.leave();
}

async function cancelling() {
  const editor = await Editor.start({ encodings: ["utf-16"] });
  await editor.open(invented + "- [x](https://example.org/x) - X.\n".repeat(20000));
  const source = new protocol.CancellationTokenSource();
  const symbols = editor.connection.sendRequest(protocol.DocumentSymbolRequest.type, { textDocument: { uri } });
  const links = editor.connection.sendRequest(protocol.DocumentLinkRequest.type, { textDocument: { uri } }, source.token);
  source.cancel();
  const code = await links.then(() => "answered", (error) => error.code);
  // It may have been answered before the server heard of it.
  expect("what is cancelled ends", code === "answered" || code === protocol.LSPErrorCodes.RequestCancelled, code);
  expect("the others are answered", Array.isArray(await symbols));
  expect("leaves with 0", (await editor.leave()) === 0);
}

try {
  for (const test of [encodingsAndEdits, incrementalEdits, pulls, actions, cancelling]) await test();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
