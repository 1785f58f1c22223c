// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

const probeTimeout = 3 * time.Second

// probe succeeds when a TCP port takes a connection, or an HTTP address answers 200. Written on net alone: net/http
// would make this program three times as large.
func probe(target string) error {
	address, err := url.Parse(target)
	if err != nil {
		return err
	}
	switch address.Scheme {
	case "tcp":
		connection, err := net.DialTimeout("tcp", address.Host, probeTimeout)
		if err != nil {
			return err
		}
		return connection.Close()
	case "http":
		return probeHTTP(address)
	}
	return fmt.Errorf("can not probe %q: http:// or tcp:// only", target)
}

func probeHTTP(address *url.URL) error {
	connection, err := net.DialTimeout("tcp", address.Host, probeTimeout)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(probeTimeout)); err != nil {
		return err
	}
	// Version 1.0: the answer ends with the connection and is never chunked.
	if _, err := fmt.Fprintf(connection, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", address.RequestURI(), address.Host); err != nil {
		return err
	}
	status, err := bufio.NewReader(connection).ReadString('\n')
	if err != nil {
		return err
	}
	if fields := strings.Fields(status); len(fields) < 2 || fields[1] != "200" {
		return fmt.Errorf("%s answers %s", address, strings.TrimSpace(status))
	}
	return nil
}
