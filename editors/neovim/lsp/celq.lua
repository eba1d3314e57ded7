-- celq's language server, for Neovim 0.11 and later.
return {
  cmd = { 'qc', 'lsp' },
  filetypes = { 'celq' },
  root_markers = { '.git' },
  settings = { qc = { inlayHints = true, codeLens = false } },
}
