// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// connectionsVariable names the folder of this peer's connections; the peer hands it on (propagateEnvironment).
const connectionsVariable = "UNIONID_CHAINCODE_CONNECTIONS"

var labelPattern = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

type metadata struct {
	Type  string `json:"type"`
	Label string `json:"label"`
}

// detect succeeds for chaincode that runs as a service: this builder takes no other.
func detect(metadataDir string) error {
	meta, err := readMetadata(metadataDir)
	if err != nil {
		return err
	}
	if meta.Type != "ccaas" {
		return fmt.Errorf("chaincode of type %q is not for this builder", meta.Type)
	}
	return nil
}

// build takes the connection from this peer's own folder: the address (and TLS keys) of the server are the peer's own
// and so not in the package that all organisations share.
func build(sourceDir, metadataDir, outputDir string) error {
	meta, err := readMetadata(metadataDir)
	if err != nil {
		return err
	}
	connection, err := readConnection(meta.Label)
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(outputDir, "connection.json"), connection); err != nil {
		return err
	}
	return copyFolder(filepath.Join(sourceDir, "META-INF"), filepath.Join(outputDir, "META-INF"))
}

// release hands the peer the connection and the index definitions.
func release(buildDir, releaseDir string) error {
	connection, err := os.ReadFile(filepath.Join(buildDir, "connection.json"))
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(releaseDir, "chaincode", "server", "connection.json"), connection); err != nil {
		return err
	}
	return copyFolder(filepath.Join(buildDir, "META-INF", "statedb"), filepath.Join(releaseDir, "statedb"))
}

func readMetadata(folder string) (metadata, error) {
	var meta metadata
	text, err := os.ReadFile(filepath.Join(folder, "metadata.json"))
	if err != nil {
		return meta, err
	}
	return meta, json.Unmarshal(text, &meta)
}

func readConnection(label string) ([]byte, error) {
	if !labelPattern.MatchString(label) {
		return nil, fmt.Errorf("not a package label: %q", label)
	}
	connection, err := os.ReadFile(filepath.Join(connectionsDir(), label+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no connection for chaincode package '%s' on this peer", label)
	}
	return connection, err
}

func connectionsDir() string {
	if folder := os.Getenv(connectionsVariable); folder != "" {
		return folder
	}
	return filepath.Join(filepath.Dir(os.Args[0]), "..", "connections")
}

// copyFolder copies regular files and folders; a folder that is absent is nothing to copy.
func copyFolder(from, to string) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("not a regular file: %s", path)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(to, strings.TrimPrefix(path, from)), content)
	})
}

// The connection may name a key, and only the peer reads it.
func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}
