# What the text of an exercise says about itself, a line for each function of it that is told of:
#
#     awk -f text.awk STUB SOURCE
#
#     unwritten NAME          it is the empty exercise's, but for comments and spaces
#     leftover NAME LINE      not_yet_written is called there, beside what was written
#
# A definition begins in the first column and ends with a } there.

FNR == 1 {
    file++
    name = ""
}

/^[A-Za-z].*\(/ && !/;[ \t]*$/ {
    name = $0
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
    text[file, name] = ""
}

name {
    line = $0
    gsub(/\/\*.*\*\/|\/\/.*/, "", line)
    if (file == 2 && line ~ /not_yet_written *\(/ && name != "not_yet_written" && !((name) in left))
        left[name] = FNR
    gsub(/[ \t\r]/, "", line)
    text[file, name] = text[file, name] line
}

/^}/ {
    if (name && file == 2 && text[2, name] == text[1, name])
        print "unwritten", name
    else if (name in left)
        print "leftover", name, left[name]
    name = ""
}
