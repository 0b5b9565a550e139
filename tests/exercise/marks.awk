# Writes down what a grading has come to, as far as it has come: no result is no points.
#
#     awk -v work=FOLDER -v count=3 -v exercises="01 02" -v format=FORMAT [-v out=FOLDER] [-v course=FOLDER] -f marks.awk
#
# FORMAT is tap, gradescope or classroom50, for one submission, on standard output; or class, for many: out
# gets marks.csv, report.txt and pages/.  The exit status is 0 for full marks.  Of a grading's folder this reads
#
#     of/N/name                  what the submission is called
#     of/N/CH/trial/result       what the judge found: lines "code right", "answer right", "named MISTAKE"
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

function read_points(ch,    line, part) {
    while ((getline line < ("tests/exercise/sheets/" ch ".tsv")) > 0)
        if (split(line, part, "\t") >= 4 && part[1] == "points") {
            most[ch, "code"] = part[2]
            most[ch, "question"] = part[3]
            title[ch] = "Chapter " (ch + 0) ": " part[4]
        }
    close("tests/exercise/sheets/" ch ".tsv")
}

function read_result(n, ch,    folder, line, word, i) {
    folder = work "/of/" n "/" ch
    score[n, ch, "code"] = score[n, ch, "question"] = 0
    while ((getline line < (folder "/trial/result")) > 0) {
        split(line, word, " ")
        if (line == "code right") score[n, ch, "code"] = most[ch, "code"]
        if (line == "answer right") score[n, ch, "question"] = most[ch, "question"]
        if (word[1] == "named") mistakes[word[2]]++
        if (word[1] == "offered") mistakes[word[2] ", perhaps"]++
    }
    close(folder "/trial/result")
    words[n, ch, "code"] = text_of(folder "/said")
    if (words[n, ch, "code"] == "")
        words[n, ch, "code"] = "\n  This was not graded: the grading was ended early.\n"
    words[n, ch, "question"] = "  The question was not looked at: the code does not build or does not begin.\n"
    count_of_lines = split(words[n, ch, "code"], line_of, "\n")
    for (i = 1; i <= count_of_lines; i++)
        if (line_of[i] ~ /^  The (answer to the question|question) is/)
            words[n, ch, "question"] = line_of[i] "\n"
    got[n] += score[n, ch, "code"] + score[n, ch, "question"]
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

# Of one submission, a test for each chapter's code and one for its question.
function tests(    i, k, ch, part, name, comma) {
    for (i = 1; i <= chapters; i++)
        for (k = 0; k < (format == "classroom50" ? 1 : 2); k++) {
            ch = chapter[i]
            part = k ? "question" : "code"
            name = k ? "Chapter " (ch + 0) ": the question" : title[ch]
            right = score[1, ch, part] == most[ch, part]
            printf "%s", comma
            if (format == "tap") {
                printf "%s %d - %s (%d of %d points)\n", right ? "ok" : "not ok", ++tested, name, score[1, ch, part], most[ch, part]
                print commented(words[1, ch, part])
            } else if (format == "gradescope") {
                printf "    {\"name\": %s, \"score\": %d, \"max_score\": %d, \"status\": \"%s\",\n", \
                    json(name), score[1, ch, part], most[ch, part], right ? "passed" : "failed"
                printf "     \"visibility\": \"visible\", \"output_format\": \"text\", \"output\": %s}", json(words[1, ch, part])
                comma = ",\n"
            } else {
                printf "    {\"name\": %s, \"type\": \"run\", \"timeout\": 300, \"points\": %d,\n     \"run\": %s}", json(name), \
                    most[ch, "code"] + most[ch, "question"], \
                    json("make -s" (course ? " -C \"" course "\"" : "") " grade CH=" ch (course ? " SUBMISSION=\"$PWD\"" : ""))
                comma = ",\n"
            }
        }
}

# A cell of a table that a spreadsheet takes for text.
function cell(text) {
    gsub(/"/, "\"\"", text)
    return "\"" (text ~ /^[=+@-]/ ? "'" : "") text "\""
}

function class(    n, i, ch, name, page, marks, table) {
    marks = out "/marks.csv"
    printf "name,page,points,of" > marks
    for (i = 1; i <= chapters; i++)
        printf ",%s code,%s question", chapter[i], chapter[i] > marks
    printf "\n" > marks
    for (n = 1; n <= count; n++) {
        name = page = text_of(work "/of/" n "/name")
        sub(/\n$/, "", name)
        sub(/\n$/, "", page)
        gsub(/[^A-Za-z0-9._-]/, "_", page)
        page = sprintf("%03d-%s.txt", n, substr(page, 1, 60))
        printf "%s,%s,%d,%d", cell(name), page, got[n], total > marks
        table = ""
        for (i = 1; i <= chapters; i++) {
            ch = chapter[i]
            printf ",%d,%d", score[n, ch, "code"], score[n, ch, "question"] > marks
            table = table sprintf("  %2d of %2d   %s\n", score[n, ch, "code"] + score[n, ch, "question"], \
                most[ch, "code"] + most[ch, "question"], title[ch])
        }
        printf "\n" > marks
        page = out "/pages/" page
        printf "%s: %d of %d points\n\n%s\n%s", name, got[n], total, table, text_of(work "/of/" n "/note") > page
        for (i = 1; i <= chapters; i++)
            printf "\n%s\n%s", title[chapter[i]], words[n, chapter[i], "code"] > page
        printf "\n%s", fence > page
        close(page)
    }
    close(marks)
}

function report(    i, n, ch, right, answered, file, sorted) {
    file = out "/report.txt"
    printf "%d submissions\n\n  code right  answer right\n", count > file
    for (i = 1; i <= chapters; i++) {
        ch = chapter[i]
        right = answered = 0
        for (n = 1; n <= count; n++) {
            right += score[n, ch, "code"] > 0
            answered += score[n, ch, "question"] > 0
        }
        printf "  %10d  %12d  %s\n", right, answered, title[ch] > file
    }
    printf "\nMistakes, with what is said of them in tests/mutants:\n\n" > file
    close(file)
    sorted = "LC_ALL=C sort -k 1,1nr -k 2 >>\"$RESULTS/report.txt\""
    for (i in mistakes)
        printf "  %5d  %s\n", mistakes[i], i | sorted
    close(sorted)
    printf "\n%s", fence >> file
}

BEGIN {
    chapters = split(exercises, chapter, " ")
    for (i = 1; i <= chapters; i++) {
        read_points(chapter[i])
        total += most[chapter[i], "code"] + most[chapter[i], "question"]
    }
    for (n = 1; n <= count; n++)
        for (i = 1; i <= chapters; i++)
            read_result(n, chapter[i])
    fence = text_of(work "/fence")
    if (format == "class") {
        class()
        report()
        exit
    }
    if (format == "tap")
        printf "TAP version 13\n1..%d\n", 2 * chapters
    else if (format == "gradescope")
        printf "{\n  \"visibility\": \"visible\",\n  \"stdout_visibility\": \"hidden\",\n  \"output\": %s,\n  \"tests\": [\n", json(fence)
    else
        printf "{\n  \"schema\": \"classroom50/tests/v1\",\n  \"tests\": [\n"
    tests()
    print format == "tap" ? commented(fence) : "\n  ]\n}"
    exit got[1] < total
}
