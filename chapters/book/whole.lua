-- The chapters as one book to carry away, behind book.lua: PAGE is one of its pages.  Anchors get the
-- page's name in front, so that all are different; a link to what is not in the book (IN_IT lists the
-- pages that are) leaves its words; pictures link nowhere, and nothing says what is on a page.

local function id_of(place)
  return (place:gsub("%.html$", ""))
end

local inside, here = {}, nil
for line in io.lines(os.getenv("IN_IT")) do
  local place, target = line:match("^(.-)|(.-)|")
  inside[target] = true
  here = place == os.getenv("PAGE") and id_of(target) or here
end

function Link(link)
  local target, anchor = link.target:match("^([^#]*)#?(.*)$")
  if target:match("^%a[%w+.-]*:") then
    return nil
  elseif target ~= "" and not inside[target] then
    return link.content
  end
  link.target = "#" .. (target == "" and here or id_of(target)) .. (anchor ~= "" and "--" .. anchor or "")
  return link
end

function Header(header)
  if header.level == 1 then
    header.identifier = here
    header.content = header.content:map(function(inline)
      return inline.t ~= "RawInline" and inline or pandoc.Str(inline.text:match(">(:)<") or "")
    end)
  else
    header.identifier = here .. "--" .. header.identifier
  end
  return header
end

-- A section of its own is made of each heading: what stands around it cannot be open there.
local function around_sections(raw, depth)
  return depth > 0 and depth + (raw:match("^<div") and 1 or raw:match("^</div>") and -1 or 0)
    or raw == '<div class="slipped">' and 1 or 0
end

function Blocks(blocks)
  local out, nav, depth = pandoc.List(), false, 0
  for _, block in ipairs(blocks) do
    local raw = block.t == "RawBlock" and block.text or ""
    local before = depth
    depth = around_sections(raw, depth)
    nav = nav or raw:match('^<nav class="here"') ~= nil
    if raw:match("<figure class=.picture") or raw:match("^</a>.*</figure>") then
      block.text = raw:gsub("<a .-</a>", ""):gsub("</?a[^>]*>", ""):gsub("<figcaption></figcaption>", "")
    elseif os.getenv("OPEN") then -- paper does not unfold
      block.text = raw ~= "" and raw:gsub("<details>", '<details open="open">') or block.text
    end
    if not nav and (before == 0) == (depth == 0) then
      out:insert(block)
    end
    nav = nav and raw ~= "</nav>"
  end
  return out
end
