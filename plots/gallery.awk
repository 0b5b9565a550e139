# Makes the gallery, build/plots/index.html, from plots/README.md: its title, its sentences and its
# figures, each with links to the files beside it.
BEGIN {
    print "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">"
    print "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Brick by Brick: figures</title>"
    print "<style>"
    print "body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.55 Georgia, serif; color: #222; background: #fff }"
    print "img { max-width: 100%; height: auto; border: 1px solid #ddd } h1, h2 { font-family: sans-serif; font-weight: 600 }"
    print "section { margin: 2.5rem 0 } a { color: #0072B2 }"
    print "</style>"
}
function escaped(s) {
    gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/"/, "\\&quot;", s)
    return s
}
function linked(s,    out, text) {
    while (match(s, /`[^`]*`/)) {
        text = substr(s, RSTART + 1, RLENGTH - 2)
        out = out substr(s, 1, RSTART - 1) "<code>" text "</code>"
        s = substr(s, RSTART + RLENGTH)
    }
    return out s
}
/^# / { print "<h1>" escaped(substr($0, 3)) "</h1>"; next }
/^## / {
    if (open) print "</section>"
    print "<section>\n<h2>" escaped(substr($0, 4)) "</h2>"
    open = 1
    next
}
/^<!--/ || /^$/ { next }
/^!\[/ {
    alt = $0; sub(/^!\[/, "", alt); sub(/\]\(.*/, "", alt)
    file = $0; sub(/.*\(.*figures\//, "", file); sub(/\)$/, "", file)
    name = file; sub(/\..*/, "", name)
    print "<p><img src=\"" file "\" alt=\"" escaped(alt) "\"></p>"
    print "<p><a href=\"" name ".svg\">" name ".svg</a> <a href=\"" name ".png\">" name ".png</a>" \
        (name ~ /^06-run/ ? " <a href=\"" name ".gif\">" name ".gif</a>" : "") "</p>"
    next
}
/^[|]/ { next }
open { print "<p>" linked(escaped($0)) "</p>" }
END { if (open) print "</section>"; print "</html>" }
