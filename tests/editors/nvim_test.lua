-- neovim as a client of `awl lsp`: AWL names the program, LIST a list in a repository of its own.
-- Fails with what went wrong; prints "N passed, 0 failed" else.
local awl, list = os.getenv("AWL"), os.getenv("LIST")
local passed = 0

local function expect(what, holds)
  if not holds then
    local found = vim.inspect(vim.diagnostic.get(0))
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
    io.stderr:write("neovim: not so: " .. what .. "\n" .. found .. "\n" .. text .. "\n")
    vim.cmd("cquit 1")
  end
  passed = passed + 1
end
local function has(rule)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.code == rule and diagnostic.source == "awl" then return true end
  end
  return false
end
-- Waits as long as it takes, within reason.
local function eventually(what, holds) expect(what, vim.wait(20000, holds, 20)) end
local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n") end
local function ask(method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(0) }
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for id, answer in pairs(answers or {}) do
    return answer.result, vim.lsp.get_client_by_id(id)
  end
end
local function resolve(client, action)
  return client.request_sync("codeAction/resolve", action, 20000, 0).result
end

vim.cmd("edit " .. list)
vim.bo.filetype = "markdown"
local id = vim.lsp.start_client({ cmd = { awl, "lsp" }, root_dir = vim.fn.fnamemodify(list, ":h") })
vim.lsp.buf_attach_client(0, id)

eventually("findings are shown",
  function() return has("heading-skip-level") and has("whitespace-trailing") end)
local symbols = ask("textDocument/documentSymbol", {})
expect("sections are symbols", symbols[1].name == "Awesome Things")
local hover = ask("textDocument/hover", { position = { line = 8, character = 1 } })
expect("a finding is explained", hover.contents.value:find("heading%-skip%-level"))

local range = { start = { line = 0, character = 0 }, ["end"] = { line = 0, character = 0 } }
local actions, client = ask("textDocument/codeAction",
  { range = range, context = { diagnostics = {}, only = { "source.fixAll" } } })
expect("fix all is one action", #actions == 1 and actions[1].kind == "source.fixAll.awl")
vim.lsp.util.apply_workspace_edit(resolve(client, actions[1]).edit, client.offset_encoding)
expect("fix all fixes", text():find("A book.\n", 1, true) or text():find("A book.$"))
eventually("what is fixed is not shown", function() return not has("whitespace-trailing") end)

vim.api.nvim_win_set_cursor(0, { 7, 4 })
local edit, renamer = ask("textDocument/rename",
  { position = { line = 6, character = 4 }, newName = "Old Böoks 😀" })
vim.lsp.util.apply_workspace_edit(edit, renamer.offset_encoding)
expect("a rename takes the contents along", text():find("[Old Böoks 😀](#old-böoks-)", 1, true))
expect("and the heading", text():find("\n## Old Böoks 😀\n", 1, true))

vim.api.nvim_buf_set_lines(0, -1, -1, true, { "- 😀 [One](https://example.org/one) - A book." })
eventually("places count as the editor does", function()
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.code == "duplicate-link" then
      -- In bytes, as neovim keeps them: after "- 😀 ".
      return diagnostic.col == 7
    end
  end
  return false
end)

vim.api.nvim_buf_set_lines(0, -1, -1, true, { "", "trailing \t " })
local formatted, formatter = ask("textDocument/formatting", { options = { tabSize = 2, insertSpaces = true } })
vim.lsp.util.apply_text_edits(formatted, 0, formatter.offset_encoding)
expect("formatting formats", not text():find("trailing \t", 1, true))

client.stop()
expect("the server ends", vim.wait(20000, function() return client.is_stopped() end, 20))
print(passed .. " passed, 0 failed\n")
vim.cmd("qall!")
