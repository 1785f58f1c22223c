// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"
)

func TestRunActsByTheNameItIsCalledWith(t *testing.T) {
	service := newFolder(t, map[string]string{"metadata.json": serviceMetadata})
	if err := run("/opt/unionid/builder/bin/detect", []string{"unused", service}); err != nil {
		t.Fatal(err)
	}
}

func TestRunRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, call := range map[string][]string{
		"unknown command":         {"fabricaux"},
		"usage: detect":           {"detect", "one"},
		"usage: build":            {"build", "one", "two"},
		"usage: release":          {"release"},
		"usage: healthcheck http": {"healthcheck"},
	} {
		t.Run(name, func(t *testing.T) {
			err := run(call[0], call[1:])
			if err == nil || !strings.HasPrefix(err.Error(), name) {
				t.Fatalf("answered %v", err)
			}
		})
	}
}
