# A page's Markdown without its comments, which say to chapters/weave.awk where a number comes from.
{
    while ((from = index($0, "<!--")) && (to = index(substr($0, from), "-->")))
        $0 = substr($0, 1, from - 1) substr($0, from + to + 2)
    print
}
