# Writes down what a grading has come to, as far as it has come: no result is no points.
#
#     awk -v work=FOLDER -v count=3 -v points=FILE [-v only=4] -v format=FORMAT [-v out=FOLDER] [-v course=FOLDER] -f marks.awk
#
# FORMAT is tap, gradescope or classroom50, for one submission, on standard output; or class, for many: out
# gets marks.csv, report.txt and pages/.  The exit status is 0 for full marks.  FILE says which parts there
# are, see chapters/points.txt.  Of a grading's folder this reads, where CH is 04, own-04 or fault-04:
#
#     of/N/name                  what the submission is called
#     of/N/named                 a seed, and the name that its files are of
#     of/N/CH/trial/result       what was found: lines "code right", "answer right", "own right", "named MISTAKE"
#     of/N/CH/said               what is told to the student
#     of/N/note                  what is to be said of it as a whole
#     fence                      what is not fenced

function text_of(file,    line, text) {
    text = ""
    while ((getline line < file) > 0)
        text = text line "\n"
    close(file)
    return text
}

function read_points(    line, field, k, ch) {
    while ((getline line < points) > 0) {
        if (line !~ /^ *0[0-9] / || split(line, field, " ") < 5)
            continue
        ch = field[1]
        if (only != "" && ch + 0 != only)
            continue
        chapter[++chapters] = ch
        for (k = 1; k <= 4; k++)
            if (field[k + 1] != "-") {
                test_of[++tests, "ch"] = ch
                test_of[tests, "part"] = part_of[k]
                test_of[tests, "most"] = field[k + 1] + 0
                most[ch] += field[k + 1]
                total += field[k + 1]
            }
        sub(/^ *[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ */, "", line)
        title[ch] = "Chapter " (ch + 0) ": " line
    }
    close(points)
}

# The folder of a part, under of/N; and the line that says it is right.
function folder_of(ch, part) {
    return part == "own" || part == "fault" ? part "-" ch : ch
}
function line_of(part) {
    return (part == "build" ? "code" : part == "question" ? "answer" : part) " right"
}

function read_result(n, t,    ch, part, folder, line, word, said) {
    ch = test_of[t, "ch"]
    part = test_of[t, "part"]
    folder = work "/of/" n "/" folder_of(ch, part)
    while ((getline line < (folder "/trial/result")) > 0) {
        split(line, word, " ")
        if (line == line_of(part)) {
            right[n, t] = 1
            got[n] += test_of[t, "most"]
            points_in[n, ch] += test_of[t, "most"]
        }
        if (part == "build" && word[1] == "named") mistakes[word[2]]++
        if (part == "build" && word[1] == "offered") mistakes[word[2] ", perhaps"]++
    }
    close(folder "/trial/result")
    said = text_of(folder "/said")
    words[n, t] = said != "" ? said : "\n  This was not graded: the grading was ended early.\n"
    if (part == "question") {
        words[n, t] = match(said, /\n  The (answer to the )?question/) ? substr(said, RSTART) : \
            "\n  The question was not looked at: the code does not build or does not begin.\n"
    }
}

function title_of(t,    part) {
    part = test_of[t, "part"]
    return part == "build" ? title[test_of[t, "ch"]] : "Chapter " (test_of[t, "ch"] + 0) ": " \
        (part == "question" ? "the question" : part == "own" ? "on your own" : "the fault")
}

function json(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    gsub(/\t/, "    ", text)
    gsub(/\n/, "\\n", text)
    return "\"" text "\""
}

function commented(text) {
    gsub(/\n[ \n]*\n/, "\n", text)
    sub(/\n$/, "", text)
    gsub(/\n/, "\n# ", text)
    return "# " text
}

# Of one submission, a test for each part; Classroom 50 runs one for each chapter.
function say_tests(    i, t, comma, most_here) {
    for (i = 1; format == "classroom50" && i <= chapters; i++) {
        printf "%s    {\"name\": %s, \"type\": \"run\", \"timeout\": 300, \"points\": %d,\n     \"run\": %s}", comma, \
            json(title[chapter[i]]), most[chapter[i]], \
            json("make -s" (course ? " -C \"" course "\"" : "") " grade CH=" chapter[i] (course ? " SUBMISSION=\"$PWD\"" : ""))
        comma = ",\n"
    }
    for (t = 1; format != "classroom50" && t <= tests; t++) {
        most_here = test_of[t, "most"]
        if (format == "tap") {
            printf "%s %d - %s (%s)\n", right[1, t] ? "ok" : "not ok", t, title_of(t), \
                most_here ? right[1, t] * most_here " of " most_here " points" : "no points"
            print commented(words[1, t])
        } else {
            printf "%s    {\"name\": %s, \"score\": %d, \"max_score\": %d, \"status\": \"%s\",\n", comma, \
                json(title_of(t)), right[1, t] * most_here, most_here, right[1, t] ? "passed" : "failed"
            printf "     \"visibility\": \"visible\", \"output_format\": \"text\", \"output\": %s}", json(words[1, t])
            comma = ",\n"
        }
    }
}

# A cell of a table that a spreadsheet takes for text.
function cell(text) {
    gsub(/"/, "\"\"", text)
    return "\"" (text ~ /^[=+@-]/ ? "'" : "") text "\""
}

function class(    n, i, t, name, page, marks, table) {
    marks = out "/marks.csv"
    printf "name,page,points,of" > marks
    for (t = 1; t <= tests; t++)
        printf ",%s %s", test_of[t, "ch"], test_of[t, "part"] > marks
    printf "\n" > marks
    for (n = 1; n <= count; n++) {
        name = page = text_of(work "/of/" n "/name")
        sub(/\n$/, "", name)
        sub(/\n$/, "", page)
        gsub(/[^A-Za-z0-9._-]/, "_", page)
        page = sprintf("%03d-%s.txt", n, substr(page, 1, 60))
        printf "%s,%s,%d,%d", cell(name), page, got[n], total > marks
        for (t = 1; t <= tests; t++)
            printf ",%d", right[n, t] * test_of[t, "most"] > marks
        printf "\n" > marks
        table = ""
        for (i = 1; i <= chapters; i++)
            table = table sprintf("  %2d of %2d   %s\n", points_in[n, chapter[i]], most[chapter[i]], title[chapter[i]])
        page = out "/pages/" page
        printf "%s: %d of %d points\n\n%s\n%s", name, got[n], total, table, text_of(work "/of/" n "/note") > page
        for (t = 1; t <= tests; t++)
            printf "\n%s: %s\n%s", title_of(t), right[n, t] ? "right" : "not right", words[n, t] > page
        printf "\n%s", fence > page
        close(page)
    }
    close(marks)
}

function report(    i, n, t, lines, file, sorted, name) {
    file = out "/report.txt"
    printf "%d submissions\n\n  right\n", count > file
    for (t = 1; t <= tests; t++) {
        lines = 0
        for (n = 1; n <= count; n++)
            lines += right[n, t]
        printf "  %5d  %s\n", lines, title_of(t) > file
    }
    printf "\nMistakes, with what is said of them in tests/mutants:\n\n" > file
    close(file)
    sorted = "LC_ALL=C sort -k 1,1nr -k 2 >>\"$RESULTS/report.txt\""
    for (i in mistakes)
        printf "  %5d  %s\n", mistakes[i], i | sorted
    close(sorted)
    for (n = 1; n <= count; n++) {
        name = text_of(work "/of/" n "/named")
        gsub(/[^ -~]/, "", name)
        sub(/^[0-9]+ /, "", name)
        if (name != "" && times_named[name]++)
            shared[name]
    }
    for (name in shared)
        printf "\nOne name, and so the same numbers, in %d submissions: %s\n", times_named[name], name >> file
    printf "\n%s", fence >> file
}

BEGIN {
    split("build question own fault", part_of, " ")
    read_points()
    for (n = 1; n <= count; n++) {
        got[n] = 0
        for (t = 1; t <= tests; t++) {
            right[n, t] = 0
            read_result(n, t)
        }
    }
    fence = text_of(work "/fence")
    if (format == "class") {
        class()
        report()
        exit
    }
    if (format == "tap")
        printf "TAP version 13\n1..%d\n", tests
    else if (format == "gradescope")
        printf "{\n  \"visibility\": \"visible\",\n  \"stdout_visibility\": \"hidden\",\n  \"output\": %s,\n  \"tests\": [\n", json(fence)
    else
        printf "{\n  \"schema\": \"classroom50/tests/v1\",\n  \"tests\": [\n"
    say_tests()
    print format == "tap" ? commented(fence) : "\n  ]\n}"
    exit got[1] < total
}
