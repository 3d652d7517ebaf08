import { json, kotlin, lines, list } from './quote.rules.ts';
import type { Connection, Framework } from './snippet.types.ts';

/** RFC 8252 section 7.1: a scheme of one's own, a name in reverse. */
const redirectUri = 'com.example.app:/oauth2redirect';

function schemeOf({ redirectUri: uri }: Connection): string {
  return uri.slice(0, Math.max(0, uri.indexOf(':')));
}

function activity({ issuer, clientId, redirectUri: uri, scopes }: Connection): string {
  return lines(
    'import android.net.Uri',
    'import net.openid.appauth.AuthorizationRequest',
    'import net.openid.appauth.AuthorizationService',
    'import net.openid.appauth.AuthorizationServiceConfiguration',
    'import net.openid.appauth.ResponseTypeValues',
    '',
    '// AppAuth makes PKCE, state and nonce by itself, and checks them.',
    'fun signIn(service: AuthorizationService, launch: (android.content.Intent) -> Unit) {',
    `    AuthorizationServiceConfiguration.fetchFromIssuer(Uri.parse(${kotlin(issuer)})) { configuration, error ->`,
    '        if (configuration == null) throw error ?: IllegalStateException("no configuration")',
    '        val request = AuthorizationRequest.Builder(',
    '            configuration,',
    `            ${kotlin(clientId)},`,
    '            ResponseTypeValues.CODE,',
    `            Uri.parse(${kotlin(uri)}),`,
    `        ).setScopes(${list(scopes, kotlin)}).build()`,
    '        launch(service.getAuthorizationRequestIntent(request))',
    '    }',
    '}',
  );
}

export const android: Framework = {
  id: 'android',
  name: 'Android (AppAuth)',
  kinds: ['native'],
  redirectUri,
  files: (connection) => [
    {
      name: 'app/build.gradle.kts',
      text: lines(
        'android {',
        '    defaultConfig {',
        `        manifestPlaceholders["appAuthRedirectScheme"] = ${kotlin(schemeOf(connection))}`,
        '    }',
        '}',
        'dependencies {',
        '    implementation("net.openid:appauth:0.11.1")',
        '}',
      ),
    },
    { name: 'SignIn.kt', text: activity(connection) },
  ],
};

function swift({ issuer, clientId, redirectUri: uri, scopes }: Connection): string {
  return lines(
    'import AppAuth',
    '',
    '// Keep what is returned by present: the sign-in ends when it is let go.',
    'func signIn(from controller: UIViewController, keep: @escaping (OIDExternalUserAgentSession) -> Void,',
    '            done: @escaping (OIDAuthState?, Error?) -> Void) {',
    `    let issuer = URL(string: ${json(issuer)})!`,
    '    OIDAuthorizationService.discoverConfiguration(forIssuer: issuer) { configuration, error in',
    '        guard let configuration else { return done(nil, error) }',
    '        let request = OIDAuthorizationRequest(',
    '            configuration: configuration,',
    `            clientId: ${json(clientId)},`,
    `            scopes: [${list(scopes, json)}],`,
    `            redirectURL: URL(string: ${json(uri)})!,`,
    '            responseType: OIDResponseTypeCode,',
    '            additionalParameters: nil)',
    '        keep(OIDAuthState.authState(byPresenting: request, presenting: controller, callback: done))',
    '    }',
    '}',
  );
}

export const ios: Framework = {
  id: 'ios',
  name: 'iOS (AppAuth)',
  kinds: ['native'],
  redirectUri,
  files: (connection) => [{ name: 'SignIn.swift', text: swift(connection) }],
};
