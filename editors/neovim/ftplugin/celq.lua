-- celq's language server, for Neovim before 0.11, which has no vim.lsp.config.
if vim.lsp.start_client == nil or vim.lsp.config ~= nil then return end

local buffer = vim.api.nvim_get_current_buf()
for _, client in ipairs(vim.lsp.get_active_clients()) do
  if client.name == 'celq' then return vim.lsp.buf_attach_client(buffer, client.id) end
end
local id = vim.lsp.start_client({
  name = 'celq',
  cmd = { 'qc', 'lsp' },
  root_dir = vim.fn.getcwd(),
  settings = { qc = { inlayHints = true, codeLens = false } },
})
if id then vim.lsp.buf_attach_client(buffer, id) end
