// SPDX-License-Identifier: Apache-2.0

// Fabricaux is the one static program that Fabric's images need beside Fabric's own: they have no shell. It acts by
// the name it is called with: detect, build and release are the peer's external builder (the same as the scripts in
// network/builder/bin), healthcheck is the probe of the container engine.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

type command struct {
	usage string
	run   func(args []string) error
}

var commands = map[string]command{
	"detect":      {"SOURCE_DIR METADATA_DIR", func(a []string) error { return detect(a[1]) }},
	"build":       {"SOURCE_DIR METADATA_DIR OUTPUT_DIR", func(a []string) error { return build(a[0], a[1], a[2]) }},
	"release":     {"BUILD_DIR RELEASE_DIR", func(a []string) error { return release(a[0], a[1]) }},
	"healthcheck": {"http://HOST:PORT/PATH|tcp://HOST:PORT", func(a []string) error { return probe(a[0]) }},
}

func main() {
	if err := run(os.Args[0], os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(program string, args []string) error {
	name := filepath.Base(program)
	chosen, ok := commands[name]
	if !ok {
		return fmt.Errorf("unknown command %q: call this program as detect, build, release or healthcheck", name)
	}
	if len(args) != len(strings.Fields(chosen.usage)) {
		return fmt.Errorf("usage: %s %s", name, chosen.usage)
	}
	return chosen.run(args)
}
