-- Files that end in .celq are of the type celq. Every Neovim that reads Lua knows this form.
vim.cmd('autocmd BufRead,BufNewFile *.celq setfiletype celq')
