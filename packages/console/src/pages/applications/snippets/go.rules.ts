import { json, list, shell } from './quote.rules.ts';
import type { Connection, Framework } from './snippet.types.ts';

/** Takes people back, and checks what they bring. */
function callback(path: string): string {
  return `	http.HandleFunc(${json(path)}, func(w http.ResponseWriter, r *http.Request) {
		if state := kept(r, "state"); state == "" || r.URL.Query().Get("state") != state {
			http.Error(w, "This sign-in is over.", http.StatusBadRequest)
			return
		}
		token, err := config.Exchange(r.Context(), r.URL.Query().Get("code"), oauth2.VerifierOption(kept(r, "pkce")))
		if err != nil {
			http.Error(w, "Nobody is signed in.", http.StatusBadRequest)
			return
		}
		raw, _ := token.Extra("id_token").(string)
		idToken, err := verifier.Verify(r.Context(), raw)
		if err != nil || idToken.Nonce != kept(r, "nonce") {
			http.Error(w, "Nobody is signed in.", http.StatusBadRequest)
			return
		}
		// Names and addresses come from the userinfo endpoint.
		info, err := provider.UserInfo(r.Context(), oauth2.StaticTokenSource(token))
		if err != nil || info.Subject != idToken.Subject {
			http.Error(w, "Nobody is signed in.", http.StatusBadRequest)
			return
		}
		// Begin your own session here.
		_ = json.NewEncoder(w).Encode(map[string]string{"sub": info.Subject, "email": info.Email})
	})
`;
}

/** Go reads the strings of JSON as they are. */
function program({ issuer, clientId, redirectUri, scopes }: Connection): string {
  const { pathname, port, protocol } = new URL(redirectUri);
  return `package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func cookie(name, value string) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: 600, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: ${String(protocol === 'https:')}}
}

func kept(r *http.Request, name string) string {
	if c, err := r.Cookie(name); err == nil {
		return c.Value
	}
	return ""
}

func main() {
	provider, err := oidc.NewProvider(context.Background(), ${json(issuer)})
	if err != nil {
		log.Fatal(err)
	}
	config := oauth2.Config{
		ClientID:     ${json(clientId)},
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		RedirectURL:  ${json(redirectUri)},
		Endpoint:     provider.Endpoint(),
		Scopes:       []string{${list(scopes, json)}},
	}
	verifier := provider.Verifier(&oidc.Config{ClientID: config.ClientID})

	http.HandleFunc("/sign-in", func(w http.ResponseWriter, r *http.Request) {
		state, nonce, pkce := oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
		for name, value := range map[string]string{"state": state, "nonce": nonce, "pkce": pkce} {
			http.SetCookie(w, cookie(name, value))
		}
		http.Redirect(w, r, config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(pkce)), http.StatusSeeOther)
	})

${callback(pathname)}
	log.Fatal(http.ListenAndServe("localhost:${port === '' ? '8080' : port}", nil))
}
`;
}

export const go: Framework = {
  id: 'go',
  name: 'Go (go-oidc, x/oauth2)',
  kinds: ['web'],
  redirectUri: 'http://localhost:8080/callback',
  postLogoutUri: 'http://localhost:8080/',
  files: (connection) => [
    { name: 'main.go', text: program(connection) },
    {
      name: 'Terminal',
      text: `go mod init example.com/app
go get github.com/coreos/go-oidc/v3/oidc golang.org/x/oauth2
CLIENT_SECRET=${shell(connection.clientSecret ?? '')} go run .
`,
    },
  ],
};
