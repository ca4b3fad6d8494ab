-- The owners that `flowtruth label capture.pcapng` writes into packet comments, as fields for filters and columns.
-- Copy it into Wireshark's folder of personal plugins (Help > About Wireshark > Folders), or:
--   tshark -X lua_script:flowtruth.lua -r labelled.pcapng -T fields -e frame.number -e flowtruth.owner
-- A column: right-click the field "Owner" in a packet's details > Apply as Column; or with tshark
--   -o 'gui.column.format:"No.","%m","Owner","%Cus:flowtruth.owner","Info","%i"'
-- Filters: flowtruth.src.process == "curl", flowtruth.dst.pid == 4711, flowtruth.src.reason == "never_seen"

local flowtruth = Proto("flowtruth", "flowtruth")
local columns = { "pid", "process", "owners", "basis", "certainty", "reason",
  -- those of `label --add`
  "service", "slice", "container", "container_runtime", "container_name", "app", "opened", "closed", "role",
  "parents", "uid", "comm", "netns", "published_for", "command_line", "hash" }
local titles = { src = "Source", dst = "Destination" }
local comments = Field.new("frame.comment")
local fields = { owner = ProtoField.string("flowtruth.owner", "Owner") }

for side, title in pairs(titles) do
  for _, column in ipairs(columns) do
    local name = "flowtruth." .. side .. "." .. column
    local make = column == "pid" and ProtoField.uint32 or ProtoField.string
    fields[side .. "_" .. column] = make(name, title .. " " .. column)
  end
end
flowtruth.fields = fields

local function decoded(value)
  return (value:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

-- curl.4711, or why nobody: (not_local)
local function short(cells, side)
  local pid = cells[side .. "_pid"]
  if pid then
    return decoded(cells[side .. "_process"] or "") .. "." .. pid
  end
  return "(" .. (cells[side .. "_reason"] or "") .. ")"
end

local function add(tree, text)
  local cells = {}
  for name, value in text:gmatch("([%a_]+)=(%S*)") do
    cells[name] = value
  end
  local owner = short(cells, "src") .. " > " .. short(cells, "dst")
  local inner = tree:add(flowtruth, "flowtruth: " .. owner)
  inner:add(fields.owner, owner)
  for name, value in pairs(cells) do
    if name:match("_pid$") then
      inner:add(fields[name], tonumber(value))
    elseif fields[name] then
      inner:add(fields[name], name:match("_owners$") and value or decoded(value))
    end
  end
end

function flowtruth.dissector(_, _, tree)
  for _, comment in ipairs({ comments() }) do
    local text = tostring(comment)
    if text:sub(1, 11) == "flowtruth: " then
      add(tree, text:sub(12))
    end
  end
end

register_postdissector(flowtruth)
