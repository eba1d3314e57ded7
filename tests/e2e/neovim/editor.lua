-- Neovim as somebody uses it who has qc for `.celq` files, and what a test needs beside it: to wait, and to say what it sees.
-- In: the program in $QC, a chunk of Lua in $CHUNK, the folder that it runs in. Out: what the chunk returns, as JSON in $SAID.

vim.o.swapfile = false
vim.o.hidden = true

local client

local function wait(what, holds)
  assert(vim.wait(20000, holds, 10), 'waited in vain for ' .. what)
end

-- Opens a file, and tells the server of it.
function open(name)
  vim.cmd('edit ' .. vim.fn.fnameescape(name))
  vim.bo.filetype = 'celq'
  client = client
    or vim.lsp.start_client({ name = 'qc', cmd = { vim.env.QC, 'lsp', '--stdio' }, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(0, client)
  wait('the server', function()
    local running = vim.lsp.get_client_by_id(client)
    return running and running.initialized
  end)
end

-- All lines of a file, as its buffer has them.
function lines(name)
  return vim.api.nvim_buf_get_lines(vim.fn.bufnr(name), 0, -1, true)
end

-- The rules that speak of the file, once they are so many.
function rules(count)
  wait(count .. ' diagnostics', function() return #vim.diagnostic.get(0) == count end)
  local codes = {}
  for _, said in ipairs(vim.diagnostic.get(0)) do
    table.insert(codes, said.code or said.user_data.lsp.code)
  end
  table.sort(codes)
  return codes
end

-- Puts the cursor at the start of a text.
function at(text)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search('\\V' .. text, 'c') > 0, text .. ' is not there')
end

-- Does something, and waits until a file is another.
function changing(name, act)
  local before = table.concat(lines(name), '\n')
  act()
  wait('a change of ' .. name, function() return table.concat(lines(name), '\n') ~= before end)
  return lines(name)
end

-- Takes the offer of that name when there are several.
function choose(title)
  vim.ui.select = function(offers, _, choice)
    for index, offer in ipairs(offers) do
      local action = offer.action or offer[2]
      if action.title == title then
        return choice(offer, index)
      end
    end
    error(title .. ' is not offered')
  end
end

-- What the server answers.
function ask(method, params)
  local request = vim.lsp.util.make_position_params(0, 'utf-16')
  for name, value in pairs(params or {}) do
    request[name] = value
  end
  local answers, why = vim.lsp.buf_request_sync(0, method, request, 20000)
  assert(answers, why)
  return answers[client].result
end

function format()
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = 20000 })
  else
    vim.lsp.buf.formatting_sync(nil, 20000)
  end
end

local chunk = assert(loadstring(vim.env.CHUNK))
local ran, said = xpcall(chunk, debug.traceback)
vim.fn.writefile({ vim.fn.json_encode({ ran = ran, said = said == nil and vim.NIL or said }) }, vim.env.SAID)
vim.cmd('qall!')
