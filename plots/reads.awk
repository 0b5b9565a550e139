# Writes for make which traces a figure reads: those that its script names, as in traces.'/01-data.trace'.
/^[^#]*traces\.'\/[^']*\.trace'/ {
    name = FILENAME; sub(/.*\//, "", name); sub(/\.gp$/, "", name)
    trace = $0; sub(/.*traces\.'\//, "", trace); sub(/'.*/, "", trace)
    print "$(P)/" name ".sum: $(T)/" trace
}
