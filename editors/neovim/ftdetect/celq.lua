-- Files that end in .celq are of the type celq.
vim.filetype.add({ extension = { celq = 'celq' } })
