// SPDX-License-Identifier: Apache-2.0

package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestProbeAsksForThePathAndWantsStatus200(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if request.URL.Path != "/healthz" {
			answer.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	if err := probe(server.URL + "/healthz"); err != nil {
		t.Fatal(err)
	}
	if probe(server.URL+"/other") == nil {
		t.Fatal("took status 503 for healthy")
	}
}

func TestProbeWantsAnHTTPAnswer(t *testing.T) {
	listener := listen(t)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_ = connection.Close()
		}
	}()
	if probe("http://"+listener.Addr().String()+"/healthz") == nil {
		t.Fatal("took a closed connection for healthy")
	}
}

func TestProbeOpensATCPConnection(t *testing.T) {
	listener := listen(t)
	target := "tcp://" + listener.Addr().String()
	if err := probe(target); err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	if probe(target) == nil {
		t.Fatal("took a closed port for healthy")
	}
}

func TestProbeRefusesOtherSchemes(t *testing.T) {
	for _, target := range []string{"https://127.0.0.1:1/", "127.0.0.1:1", "://"} {
		if probe(target) == nil {
			t.Fatalf("took %s", target)
		}
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener
}
