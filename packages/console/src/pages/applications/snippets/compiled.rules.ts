import { json, lines, list } from './quote.rules.ts';
import type { Connection, Framework, SnippetFile } from './snippet.types.ts';

function springYaml({ issuer, clientId, clientSecret, redirectUri, scopes }: Connection): string {
  return lines(
    'spring:',
    '  security:',
    '    oauth2:',
    '      client:',
    '        registration:',
    '          ostiary:',
    `            client-id: ${json(clientId)}`,
    `            client-secret: ${json(clientSecret ?? '')}`,
    '            client-authentication-method: client_secret_basic',
    '            authorization-grant-type: authorization_code',
    `            redirect-uri: ${json(redirectUri)}`,
    `            scope: [${list(scopes, json)}]`,
    '        provider:',
    '          ostiary:',
    `            issuer-uri: ${json(issuer)}`,
  );
}

/** Spring expects RS256 unless it is told otherwise. */
function springJava({ algorithm }: Connection): SnippetFile[] {
  if (algorithm === 'RS256') return [];
  const text = `import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

@Configuration
class IdTokens {
  // Spring expects RS256; this server signs with ${algorithm}.
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokenDecoderFactory() {
    OidcIdTokenDecoderFactory factory = new OidcIdTokenDecoderFactory();
    factory.setJwsAlgorithmResolver(registration -> SignatureAlgorithm.${algorithm});
    return factory;
  }
}
`;
  return [{ name: 'IdTokens.java', text }];
}

export const springBoot: Framework = {
  id: 'spring-boot',
  name: 'Spring Boot',
  kinds: ['web', 'existing'],
  redirectUri: 'http://localhost:8080/login/oauth2/code/ostiary',
  postLogoutUri: 'http://localhost:8080/',
  files: (connection) => [
    { name: 'application.yml', text: springYaml(connection) },
    ...springJava(connection),
    {
      name: 'build.gradle.kts',
      text: 'implementation("org.springframework.boot:spring-boot-starter-oauth2-client")\n',
    },
  ],
};

function aspSettings({ issuer, clientId, clientSecret }: Connection): string {
  const settings = { Oidc: { Authority: issuer, ClientId: clientId, ClientSecret: clientSecret } };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

function pathOf(uri: string): string {
  return new URL(uri).pathname;
}

function aspProgram({ issuer, redirectUri, postLogoutUri, scopes }: Connection): string {
  return lines(
    'using Microsoft.AspNetCore.Authentication.Cookies;',
    'using Microsoft.AspNetCore.Authentication.OpenIdConnect;',
    'using Microsoft.IdentityModel.Protocols.OpenIdConnect;',
    '',
    'var builder = WebApplication.CreateBuilder(args);',
    'builder.Services.AddAuthorization();',
    'builder.Services',
    '    .AddAuthentication(options =>',
    '    {',
    '        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;',
    '        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;',
    '    })',
    '    .AddCookie()',
    '    .AddOpenIdConnect(options =>',
    '    {',
    '        builder.Configuration.Bind("Oidc", options);',
    '        options.ResponseType = OpenIdConnectResponseType.Code;',
    '        options.ResponseMode = OpenIdConnectResponseMode.Query;',
    '        options.UsePkce = true;',
    '        options.MapInboundClaims = false;',
    '        options.GetClaimsFromUserInfoEndpoint = true;',
    '        options.SaveTokens = true;',
    `        options.CallbackPath = ${json(pathOf(redirectUri))};`,
    postLogoutUri !== null && `        options.SignedOutCallbackPath = ${json(pathOf(postLogoutUri))};`,
    '        options.Scope.Clear();',
    ...scopes.map((scope) => `        options.Scope.Add(${json(scope)});`),
    issuer.startsWith('http:') && '        // Only for http on your own machine.',
    issuer.startsWith('http:') && '        options.RequireHttpsMetadata = false;',
    '    });',
    '',
    'var app = builder.Build();',
    'app.UseAuthentication();',
    'app.UseAuthorization();',
    'app.MapGet("/", (HttpContext context) => context.User.FindFirst("name")?.Value ?? "nobody")',
    '    .RequireAuthorization();',
    'app.Run();',
  );
}

export const aspNet: Framework = {
  id: 'asp-net',
  name: 'ASP.NET Core',
  kinds: ['web', 'existing'],
  redirectUri: 'https://localhost:7001/signin-oidc',
  postLogoutUri: 'https://localhost:7001/signout-callback-oidc',
  files: (connection) => [
    { name: 'appsettings.Development.json', text: aspSettings(connection) },
    { name: 'Program.cs', text: aspProgram(connection) },
    {
      name: 'Terminal',
      text: 'dotnet add package Microsoft.AspNetCore.Authentication.OpenIdConnect\ndotnet run --urls https://localhost:7001\n',
    },
  ],
};
