-- Makes pages of the book from the chapters' Markdown.  PAGE is the page's place in the project, LIST
-- the list of all pages (see book.sh); links to other files of the project become links to source/,
-- and the files are noted in SOURCES, each with the page, for book.sh to make pages of them.  What a search
-- can find is noted in FOUND (headings, glossary, notation), if it is given.  BLOCKS: the names in the page's own trace.

local page = os.getenv("PAGE")
local folder = page:match("^(.*)/[^/]*$") or ""
local pages, titles = { ["README.md"] = "index.html" }, { ["README.md"] = "Brick by Brick" }
for line in io.lines(os.getenv("LIST")) do
  local place, target, title = line:match("^(.-)|(.-)|(.*)$")
  pages[place], titles[place] = target, title
end

-- "chapters/02-sigmoid", "../../plots/x.svg" -> "plots/x.svg"
local function place_of(url)
  local parts = {}
  for part in (folder .. "/" .. url):gmatch("[^/]+") do
    if part == ".." then
      table.remove(parts)
    elseif part ~= "." then
      parts[#parts + 1] = part
    end
  end
  return table.concat(parts, "/")
end

local function readable(place)
  local file = io.open(place)
  local good = file and file:read(1) ~= nil -- a folder opens, and cannot be read
  if file then file:close() end
  return good
end

local function is_folder(place)
  local file = io.open(place .. "/.")
  if file then file:close() end
  return file ~= nil
end

local function source_page(place, anchor)
  local list = io.open(os.getenv("SOURCES"), "a")
  list:write(place, "\t", page, "\n")
  list:close()
  local line = anchor:match("^#L(%d+)")
  return "source/" .. place:gsub("/", "-") .. ".html" .. (line and "#L-" .. line or "")
end

function Link(link)
  local url, anchor = link.target:match("^([^#]*)(.*)$")
  if url == "" or url:match("^%a[%w+.-]*:") then
    return nil
  end
  local place, words = place_of(url), pandoc.utils.stringify(link.content)
  place = pages[place] and place or pages[place .. "/README.md"] and place .. "/README.md" or place
  if pages[place] then
    link.target = pages[place] .. anchor
    if words:match("%.md$") then -- a page is called by its title, not by its file
      link.content = pandoc.Inlines((titles[place]:gsub("%?$", "")))
    end
  elseif place:match("^plots/figures/[^/]+$") then
    link.target = place:gsub("^plots/", "")
  elseif readable(place) then
    link.target = source_page(place, anchor)
  elseif is_folder(place) then
    return pandoc.Code(words)
  end -- what is not there stays as it is: the link checker will say so
  return link
end

-- A figure that moves is shown as it ends, where that is kept, and is a link to the moving one.
local moving = {}
function Image(image)
  local name = place_of(image.src):match("^plots/figures/([^/]+)$")
  local still = name and name:match("^(.*)%.gif$")
  if still and readable("plots/figures/" .. still .. ".svg") then
    moving["figures/" .. still .. ".svg"] = "figures/" .. name
    name = still .. ".svg"
    image.caption = { pandoc.Str((pandoc.utils.stringify(image.caption):gsub(", moving:", ":"))) }
  end
  if name then
    image.src = "figures/" .. name
    if not os.getenv("FOUND") then return image end
    image.attributes = { loading = "lazy", decoding = "async" } -- its place is kept, so that nothing jumps
    local svg = io.open("plots/figures/" .. name):read(400)
    for _, side in ipairs({ "width", "height" }) do image.attributes[side] = svg:match("%s" .. side .. '="(%d+)"') end
    return image
  end
end

-- The parts of a formula that may stand below each other where the page is narrow: a list of the
-- equations with a \qquad between them, each a list of its parts, one longer than `most` cut before
-- every "=", and before a "+" or a dot behind something long.
local function equations(tex, most)
  local found, part, depth, at = { {} }, "", 0, 1
  local function cut()
    if part:match("%S") then
      table.insert(found[#found], part)
    end
    part = ""
  end
  while at <= #tex do
    local token = tex:match("^\\%a+", at) or tex:match("^\\?.", at)
    at = at + #token
    depth = depth + (token:match("^[{(%[]$") and 1 or token:match("^[})%]]$") and -1 or 0)
    if token == "\\qquad" and depth == 0 then
      cut()
      if #found[#found] > 0 then
        table.insert(found, {})
      end
      token = ""
    elseif depth == 0 and #tex > most and (token == "=" or token == "\\approx"
      or ((token == "+" or token == "\\cdot") and #part > 24)) then
      cut()
      token = "{}" .. token -- something before the sign, or it stands close to what follows
    end
    part = part .. token
  end
  cut()
  return tex:find("\\begin", 1, true) and { { tex } } or found
end

-- A long formula in a line of text is broken at its signs, and can be scrolled on a phone.
function Math(math)
  if math.mathtype == "InlineMath" and #math.text > 24 then
    local out = {}
    for _, equation in ipairs(equations(math.text, 24)) do
      for _, part in ipairs(equation) do
        table.insert(out, pandoc.Span({ pandoc.Math("InlineMath", part) }, { class = "long" }))
      end
    end
    return out
  end
end

-- "Y = [1 0]", "chapter 4" and "75 %" are broken nowhere beside the sign and the number, "[0.1 -0.3]", "(N, 2)" and
-- "1e-05" nowhere at all; a number below zero has a minus, not a hyphen.
function Inlines(inlines)
  local closed = 0
  local function is(i, pattern)
    return inlines[i] and inlines[i].t == "Str" and inlines[i].text:match(pattern)
  end
  for i, inline in ipairs(inlines) do
    local beside = is(i - 1, "^[=<>]$") or is(i + 1, "^[=<>]$") or is(i + 1, "^%%") or (is(i - 1, "[Cc]hapter$") and is(i + 1, "^%d"))
      or (is(i - 1, "^%(%w+,$") and is(i + 1, "^%w+%)"))
    if is(i, "^%(*%[[%d.-]+$") then
      closed = is(i + 2, "^[%d.-]+%]") and i + 2 or is(i + 2, "^[%d.-]+$") and is(i + 4, "^[%d.-]+%]") and i + 4 or 0
    end
    if (inline.t == "Space" or inline.t == "SoftBreak") and (beside or i < closed) then
      inlines[i] = pandoc.Str("\u{a0}")
    elseif is(i, "%de%-%d") then
      inlines[i] = pandoc.Span({ inline }, { class = "short" })
    elseif is(i, "^[[(]*%-%d") then
      inlines[i] = pandoc.Str((inline.text:gsub("%-", "\u{2212}", 1)))
    end
  end
  return inlines
end

local function escape(text)
  return (text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

-- Words that have a sign in them are broken nowhere, and long ones behind a "/" only.
local function words_of(text)
  return (escape(text):gsub("%S*[-/|?!]%S+", function(word)
    return '<span class="word">' .. (#word > 30 and word:gsub("/", "/<wbr/>") or word) .. "</span>"
  end))
end

-- Code in a line of text is broken at its spaces only, short code not at all.
function Code(code)
  if #code.text <= 28 or not code.text:find(" ") then
    code.classes:insert(#code.text <= 28 and "short" or "word")
    return code
  end
  return pandoc.RawInline("html", "<code>" .. words_of(code.text) .. "</code>")
end

local function html(text)
  return pandoc.RawBlock("html", text)
end

local function around(before, blocks, after)
  table.insert(blocks, 1, html(before))
  table.insert(blocks, html(after))
  return blocks
end

-- > **Slip 7.** ... becomes a note of its own.
function BlockQuote(quote)
  local first = quote.content[1]
  local strong = first and first.t == "Para" and first.content[1]
  if not strong or strong.t ~= "Strong" then
    return nil
  end
  local number = pandoc.utils.stringify(strong):match("^Slips? (%d+)")
  if number then
    return around('<aside class="slip" aria-label="Slip ' .. number .. ' of the article">', quote.content,
      "</aside>")
  end
end

local function display(tex)
  local all = pandoc.List()
  for _, equation in ipairs(equations(tex, 40)) do
    local parts = pandoc.List()
    for _, part in ipairs(equation) do
      parts:extend(around('<div class="equation">', { pandoc.Plain({ pandoc.Math("DisplayMath", part) }) }, "</div>"))
    end
    all:extend(around('<div class="parts">', parts, "</div>"))
  end
  return around('<div class="equations">', all, "</div>")
end

-- A paragraph that begins with a link to a source names the code that follows it.
local function is_label(block)
  local link = block and block.t == "Para" and block.content[1]
  return link and link.t == "Link" and #link.content == 1 and link.content[1].t == "Code"
    and link.target:match("^source/") and pandoc.utils.stringify(block):match(", lines? %d+")
end

local function only(block, what)
  return (block.t == "Para" or block.t == "Plain") and #block.content == 1 and block.content[1].t == what
end

-- The blocks that the functions in a piece of code compute, as chapters/list.txt has them: names, as code.
local computes = {}
for line in io.lines("chapters/list.txt") do
  local name, blocks = line:match("^ +([%w_]+) +(.*)$")
  if name then computes[#computes + 1] = { name, (blocks:gsub(" in .*", ""):gsub(" of .*", "")) } end
end
local function computed_by(code)
  local out = pandoc.List()
  for _, pair in ipairs(computes) do
    if (" " .. code):find("%f[%w_][%w_]+ " .. pair[1] .. "%(") then -- "void name(": declared or defined here
      for block in pair[2]:gmatch("%S+") do
        out:extend({ pandoc.Str(#out == 0 and ": computes" or ","), pandoc.Space(), pandoc.Code(block, { class = "short" }) })
      end
    end
  end
  return out
end

-- Code too long for the column may use the margin.
local function is_wide(code)
  for line in code.text:gmatch("[^\n]+") do
    if #line > 82 then
      return true
    end
  end
  return false
end

-- In a command what is quoted is one word.
local function command_of(line)
  local out, at = "", 1
  local from, to = line:find("(['\"]).-%1")
  while from do
    out = out .. words_of(line:sub(at, from - 1)) .. '<span class="word">' .. escape(line:sub(from, to)) .. "</span>"
    at = to + 1
    from, to = line:find("(['\"]).-%1", at)
  end
  return out .. words_of(line:sub(at))
end

-- A command is broken at its spaces where the page is narrow; of what a program writes, the tables keep
-- their lines, and on a phone its sentences and the tower are broken.  Commands are the lines behind a
-- "$", and all lines of a block that names no language.
local function preformatted(block)
  local text, out = block.text:gsub("%s+$", "") .. "\n", pandoc.List()
  local bare = #block.classes == 0 and not text:find("^%$ ")
  if bare then
    text = text:gsub(" \\\n%s*", " ") -- the page breaks the line itself
  end
  local function put(line, kind)
    local words = kind == "command" and command_of or words_of
    out:insert(kind and '<span class="' .. kind .. '">' .. words(line) .. "</span>" or escape(line) .. "\n")
  end
  for group in (text .. "\n"):gmatch("(.-\n)\n") do
    while group:match("^%$ ") do
      put(group:match("^[^\n]*"), "command")
      group = group:gsub("^[^\n]*\n", "")
    end
    local prose = not bare and (group:match("^ *%u") or group:match("^  %a")) and group:match("[.?:]%)?\n$")
      and not group:find("%S  +%S")
    for line in group:gmatch("(.-)\n") do
      put(line, bare and "command" or line:match("^%[ ") and "brick")
    end
    if prose then
      local last = #out - select(2, group:gsub("\n", "")) + 1
      out[last] = '<span class="prose">' .. out[last]
      out[#out] = out[#out]:gsub("\n$", "</span>\n")
    end
    out:insert("\n")
  end
  out:remove()
  return html("<pre><code>" .. table.concat(out) .. "</code></pre>")
end

-- The tables of the notation have the names of code in their second column.
local function is_notation(heads)
  return pandoc.utils.stringify(heads[2].contents) == "code and trace"
end

local function source_of(block)
  local source
  pandoc.walk_block(block, { Image = function(image) source = image.src end })
  return source
end

function Blocks(blocks)
  local out, i = pandoc.List(), 1
  while i <= #blocks do
    local block, after = blocks[i], blocks[i + 1]
    if is_label(block) and after and after.t == "CodeBlock" then
      out:extend(around(
        '<figure class="listing' .. (is_wide(after) and " wide" or "") .. '"><figcaption>',
        { pandoc.Plain(block.content .. computed_by(after.text)) }, "</figcaption>"))
      out:extend({ after, html("</figure>") })
      i = i + 1
    elseif block.t == "CodeBlock" and block.classes[1] == "math" then
      out:extend(display(block.text))
    elseif block.t == "CodeBlock" and is_wide(block) then
      out:extend(around('<div class="wide">', { block.classes[1] == "c" and block or preformatted(block) }, "</div>"))
    elseif block.t == "CodeBlock" then
      out:insert(block.classes[1] == "c" and block or preformatted(block))
    elseif only(block, "Math") and block.content[1].mathtype == "DisplayMath" then
      out:extend(display(block.content[1].text))
    elseif only(block, "Image") or (block.t == "Para" and #block.content == 3 and block.content[2].t == "Image") then
      local source = source_of(block) -- as a link: a phone can show it in full
      local film = moving[source]
      out:extend(around('<figure class="picture"><a href="' .. (film or source) .. '">', { pandoc.Plain(block.content) },
        "</a>" .. (film and '<figcaption><a href="' .. film .. '">Watch it move</a></figcaption>' or "") .. "</figure>"))
    elseif block.t == "Table" then
      local heads = block.head.rows[1].cells -- many may use the margin; the notation's five are stacked on a phone
      local class = "table" .. (#heads > 4 and " wide" or "") .. (is_notation(heads) and #heads == 5 and " stacked" or "")
      out:extend(around('<div class="' .. class .. '">', { block }, "</div>"))
    else
      out:insert(block)
    end
    i = i + 1
  end
  return out
end

-- The slips of a section are one note, with a title of its own for the margin, and stand behind its
-- heading so that they begin there in the margin; on a phone they close the section.
local function gather_slips(blocks)
  local out, slips, heading, inside = pandoc.List(), pandoc.List(), 1, false
  local function close_section()
    if #slips > 0 then
      local note = around('<div class="slips"><p class="of" aria-hidden="true">Slips of the article</p>', slips, "</div>")
      for i, block in ipairs(note) do
        out:insert(heading + i, block)
      end
      out:insert(heading, html('<div class="slipped">'))
      out:insert(html("</div>"))
      slips = pandoc.List()
    end
  end
  for _, block in ipairs(blocks) do
    local text = block.t == "RawBlock" and block.text or ""
    if block.t == "Header" then
      close_section()
      heading = #out + 1
    end
    inside = inside or text:match('^<aside class="slip"') ~= nil
    local where = inside and slips or out
    where:insert(block)
    inside = inside and text ~= "</aside>"
  end
  close_section()
  return out
end

-- ---- what a search finds: words, where they stand, and more about them
local function found(words, anchor, more)
  local list = io.open(os.getenv("FOUND"), "a")
  local fields = { words, pages[page] .. "#" .. anchor, more }
  for i, field in ipairs(fields) do fields[i] = '"' .. field:gsub("[{}]", ""):gsub('["\\]', "\\%0"):gsub("%s+", " ") .. '"' end
  list:write("[", table.concat(fields, ", "), "],\n")
  list:close()
end

-- A word of the glossary, and a name in the notation's tables, can be linked to.
local function glossary(list)
  for _, item in ipairs(list.content) do
    local line = item[1].content
    if line and line[1].t == "Strong" then
      local word = pandoc.utils.stringify(line[1])
      line[1] = pandoc.Span(line[1], { id = "word-" .. word:gsub("%W+", "-") })
      found(word, line[1].identifier, pandoc.utils.stringify(item[1]):gsub("^.-%): ", ""))
    end
  end
  return list
end

local noted = {}
local function notation(list)
  for _, body in ipairs(is_notation(list.head.rows[1].cells) and list.bodies or {}) do
    for _, row in ipairs(body.body) do
      local cells, meaning = row.cells, pandoc.utils.stringify(row.cells[#row.cells].contents)
      cells[2].contents = cells[2].contents:walk({ Code = function(code)
        if code.text:match("^%w[%w_]*$") and not noted[code.text] then
          noted[code.text] = true
          code.identifier = "block-" .. code.text
          found(code.text, code.identifier, meaning)
        end
        return code
      end })
    end
  end
  return list
end

-- The names of blocks lead to the player, or to the notation where the page's trace has no such block.
local shown, known = {}, {}
for name in (os.getenv("BLOCKS") or ""):gmatch("%S+") do shown[name] = true end
for name in (os.getenv("NOTATION") or ""):gmatch("%S+") do known[name] = true end
local function place_of_block(name, entry)
  return shown[name] and "#trace=" .. name .. entry:gsub("%[", "%%5B"):gsub("%]", "%%5D") or known[name] and "notation.html#block-" .. name
end

local function to_block(code)
  local name, entry = code.text:match("^([%a][%w_]*)(%[?[%d,]*%]?)$")
  local to = name and (entry == "" or entry:match("^%[%d+,%d+%]$")) and place_of_block(name, entry)
  if to and code.identifier == "" then return pandoc.Link(code, to, "", { class = "to-block" }), false end -- its code is not asked again
end

-- So do names that are words of the text, each once in a paragraph; Tab comes to each name once.
local linked, reached = {}, {}
local function plain_to_block(str)
  local before, name, after = str.text:match('^([("\u{201c}]*)(%a[%w_]*)(.*)$')
  local entry = name and after:match("^%[%d+,%d+%]") or ""
  after = name and after:sub(#entry + 1)
  local to = name and not linked[name .. entry] and after:match("^[.,:;?!)\"\u{201d}]*$") and place_of_block(name, entry)
  if to then
    linked[name .. entry] = true
    local link = pandoc.Link(name .. entry, to, "", { class = "to-block", tabindex = reached[to] and "-1" or nil })
    reached[to] = true
    return pandoc.Inlines({ pandoc.Str(before), link, pandoc.Str(after) }), false
  end
end

local function as_it_is(element) return element, false end
local function paragraph() linked = {} end
local names = { traverse = "topdown", Code = to_block, Str = plain_to_block, Para = paragraph, Plain = paragraph,
  Link = as_it_is, Header = as_it_is, Image = as_it_is, Strong = as_it_is }

-- What is on the page, behind its title: in the margin where there is one.
function Pandoc(doc)
  local list, title, behind = pandoc.List(), nil, nil
  doc.blocks = gather_slips(doc.blocks)
  local board = io.open(os.getenv("BOARD") or "") -- what book.sh puts behind the idea
  for i, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.level == 1 then
      title = title or i
      if pandoc.utils.stringify(block):match("^Chapter.+%d: ") then -- "Chapter 3" on a line of its own
        block.content[3] = pandoc.Str(block.content[3].text:gsub(":", ""))
        block.content:insert(4, pandoc.RawInline("html", '<span class="hidden">:</span></span>'))
        block.content:insert(1, pandoc.RawInline("html", '<span class="chapter">'))
      end
    elseif block.t == "Header" and block.level == 2 then
      if board and block.identifier == "the-mathematics" then
        behind = i
        list:insert({ pandoc.Plain({ pandoc.Link("What if?", "#whatif") }) })
      end
      list:insert({ pandoc.Plain({ pandoc.Link(block.content, "#" .. block.identifier) }) })
    end
    if block.t == "Header" and os.getenv("FOUND") then
      local words = pandoc.utils.stringify(block)
      found(words, block.level == 1 and "" or block.identifier, block.level == 1 and "" or (titles[page]:gsub(":.*", "")))
      if block.level > 1 then -- the heading is a link to itself
        local linked = block.content:find_if(function(inline) return inline.t == "Link" end)
        local link = pandoc.Link(linked and {} or block.content, "#" .. block.identifier, "", { class = "anchor" })
        if linked then link.attributes["aria-label"] = "#" end
        block.content = linked and block.content .. { link } or { link }
      end
    end
  end
  doc.blocks = pandoc.Blocks(doc.blocks)
  if behind then doc.blocks:insert(behind, html(board:read("a"))) end
  if not os.getenv("FOUND") then -- for whole.sh
    return doc
  elseif page == "chapters/glossary.md" then
    doc.blocks = doc.blocks:walk({ BulletList = glossary })
  elseif page == "chapters/notation.md" then
    doc.blocks = doc.blocks:walk({ Table = notation })
  end
  doc.blocks = doc.blocks:walk(names)
  if not title or #list < 3 then
    return doc
  end
  for id, words in (os.getenv("AFTER") or ""):gmatch("([^\t\n]+)\t([^\n]+)") do -- what book.sh puts behind the text
    list:insert({ pandoc.Plain({ pandoc.Link(words, "#" .. id) }) })
  end
  local nav = around('<nav class="here" aria-label="On this page">', pandoc.List({ pandoc.BulletList(list) }), "</nav>")
  for i, block in ipairs(nav) do
    doc.blocks:insert(title + i, block)
  end
  return doc
end
