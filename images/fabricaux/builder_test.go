// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"
)

const serviceMetadata = `{"type":"ccaas","label":"identity_1.0.0"}`

func TestDetectTakesChaincodeThatRunsAsAService(t *testing.T) {
	folder := newFolder(t, map[string]string{"metadata.json": serviceMetadata})
	if err := detect(folder); err != nil {
		t.Fatal(err)
	}
}

func TestDetectRefusesEverythingElse(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"another type": {"metadata.json": `{"type":"golang","label":"a"}`},
		"no type":      {"metadata.json": `{"label":"a"}`},
		"no JSON":      {"metadata.json": `"type":"ccaas"`},
		"no file":      {},
	} {
		t.Run(name, func(t *testing.T) {
			if detect(newFolder(t, files)) == nil {
				t.Fatal("was taken")
			}
		})
	}
}

func TestBuildTakesTheConnectionFromThisPeersFolder(t *testing.T) {
	connections := newFolder(t, map[string]string{"identity_1.0.0.json": `{"address":"cc:9999"}`})
	t.Setenv(connectionsVariable, connections)
	source := newFolder(t, map[string]string{
		"connection.json":                         `{"address":"of the package"}`,
		"META-INF/statedb/couchdb/indexes/a.json": "{}",
	})
	output := t.TempDir()
	if err := build(source, newFolder(t, map[string]string{"metadata.json": serviceMetadata}), output); err != nil {
		t.Fatal(err)
	}
	expectContent(t, filepath.Join(output, "connection.json"), `{"address":"cc:9999"}`)
	expectContent(t, filepath.Join(output, "META-INF/statedb/couchdb/indexes/a.json"), "{}")
}

func TestBuildLooksBesideItsOwnFolderWithoutTheVariable(t *testing.T) {
	t.Setenv(connectionsVariable, "")
	root := newFolder(t, map[string]string{"connections/identity_1.0.0.json": "{}"})
	called(t, filepath.Join(root, "bin", "build"))
	output := t.TempDir()
	if err := build(t.TempDir(), newFolder(t, map[string]string{"metadata.json": serviceMetadata}), output); err != nil {
		t.Fatal(err)
	}
	expectContent(t, filepath.Join(output, "connection.json"), "{}")
}

func TestBuildRefusesAPackageWithoutConnectionHere(t *testing.T) {
	outside := newFolder(t, map[string]string{"secret.json": "{}", "connections/other.json": "{}"})
	t.Setenv(connectionsVariable, filepath.Join(outside, "connections"))
	for _, label := range []string{"identity_1.0.0", "../secret", ""} {
		meta := newFolder(t, map[string]string{"metadata.json": `{"type":"ccaas","label":"` + label + `"}`})
		output := t.TempDir()
		if build(t.TempDir(), meta, output) == nil {
			t.Fatalf("label %q was taken", label)
		}
		if entries, _ := os.ReadDir(output); len(entries) != 0 {
			t.Fatalf("label %q left files", label)
		}
	}
}

func TestReleaseHandsOverConnectionAndIndexes(t *testing.T) {
	built := newFolder(t, map[string]string{
		"connection.json":                         `{"address":"cc:9999"}`,
		"META-INF/statedb/couchdb/indexes/a.json": "{}",
		"META-INF/other.txt":                      "not for the peer",
	})
	output := t.TempDir()
	if err := release(built, output); err != nil {
		t.Fatal(err)
	}
	expectContent(t, filepath.Join(output, "chaincode/server/connection.json"), `{"address":"cc:9999"}`)
	expectContent(t, filepath.Join(output, "statedb/couchdb/indexes/a.json"), "{}")
	if _, err := os.Stat(filepath.Join(output, "other.txt")); err == nil {
		t.Fatal("released what is no index")
	}
}

func TestReleaseRefusesWhatWasNotBuilt(t *testing.T) {
	if release(t.TempDir(), t.TempDir()) == nil {
		t.Fatal("released a folder without connection")
	}
}

func TestOnlyThePeerReadsTheConnection(t *testing.T) {
	output := t.TempDir()
	if err := release(newFolder(t, map[string]string{"connection.json": "{}"}), output); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(output, "chaincode/server/connection.json"))
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Fatalf("mode %o", mode)
	}
}

func newFolder(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for path, content := range files {
		if err := writeFile(filepath.Join(folder, path), []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func expectContent(t *testing.T, path, wanted string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(content) != wanted {
		t.Fatalf("%s holds %s", path, content)
	}
}

func called(t *testing.T, program string) {
	before := os.Args[0]
	os.Args[0] = program
	t.Cleanup(func() { os.Args[0] = before })
}
