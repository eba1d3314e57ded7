-- In Neovim, with our settings on the runtimepath: opens the file that ARGV names, and prints as JSON what colours and what
-- diagnostics it shows.
-- From 0.11 on this is what somebody types; before, our ftplugin has started the server.
if vim.lsp.config then vim.lsp.enable('celq') end

local query = vim.treesitter.query.get or vim.treesitter.query.get_query
local text_of = vim.treesitter.get_node_text or vim.treesitter.query.get_node_text

local function captures(name)
  local found = {}
  local parser = vim.treesitter.get_parser(0, 'celq')
  local root = parser:parse()[1]:root()
  local asked = query('celq', name)
  for id, node in asked:iter_captures(root, 0, 0, -1) do
    table.insert(found, asked.captures[id] .. ' ' .. text_of(node, 0))
  end
  return found
end

local function diagnostics()
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
  return vim.tbl_map(function(said) return said.code .. ': ' .. said.message end, vim.diagnostic.get(0))
end

local said = {
  filetype = vim.bo.filetype,
  highlights = captures('highlights'),
  folds = captures('folds'),
  indents = captures('indents'),
  textobjects = captures('textobjects'),
  diagnostics = diagnostics(),
}
io.stdout:write(vim.json and vim.json.encode(said) or vim.fn.json_encode(said))
vim.cmd('qa!')
