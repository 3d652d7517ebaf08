/**
 * The viewer makes its own styles while it runs, so they are allowed on this page alone. It may talk to
 * this server and to nobody else, whatever it is configured or clicked to do.
 */
export const referenceHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cache-control': 'no-cache',
} as const;

export const referenceHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · Ostiary</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="reference"></div>
<noscript><p>This reference needs JavaScript. The same description for programs: <a href="/openapi.json">openapi.json</a>.</p></noscript>
<script src="/docs/viewer.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const configuration = {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: '',
  hideClientButton: true,
  showDeveloperTools: 'never',
  persistAuth: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  // Otherwise the viewer sends an empty bearer token, which the server rightly refuses.
  authentication: { preferredSecurityScheme: 'cookie' },
};

/** Calls go to the origin the page was opened at, so that the browser sends the session with them. */
export const startScript = `Scalar.createApiReference('#reference', Object.assign(
  ${JSON.stringify(configuration)},
  { servers: [{ url: location.origin }] },
));
`;
