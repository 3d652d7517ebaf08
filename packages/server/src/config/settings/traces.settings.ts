import { plainUrl } from '../address.kinds.ts';
import { choice, text, wholeNumber } from '../setting.kinds.ts';
import type { Kind, SettingsOf } from '../setting.types.ts';

function isHeader(pair: string): boolean {
  const [, value] = /^[\w!#$%&'*+.^`|~-]+=(.*)$/.exec(pair.trim()) ?? [];
  try {
    return value !== undefined && decodeURIComponent(value) !== '';
  } catch {
    return false;
  }
}

/** As OTLP's exporters take them: W3C Baggage without properties. */
const headers: Kind<string> = {
  description: '`name=value` with commas between, percent-encoded',
  parse: (value) =>
    value.split(',').every(isHeader)
      ? { value }
      : { expected: 'name=value with commas between, values percent-encoded' },
};

/** Where OpenTelemetry has a name for a setting, it is that one; the others of its exporter are read by itself. */
export const tracesSettings: SettingsOf<'traces'> = {
  'traces.exporter': {
    env: 'OSTIARY_TRACES',
    kind: choice(['off', 'otlp']),
    default: { value: 'off' },
    description:
      'Where the time of each request goes is told to an OpenTelemetry collector, by OTLP over HTTP.',
    example: 'otlp',
    since: '0.1.0',
  },
  'traces.percent': {
    env: 'OSTIARY_TRACES_PERCENT',
    kind: wholeNumber(0, 100),
    default: { value: 100 },
    description: 'How many of a hundred requests are traced.',
    example: '10',
    since: '0.1.0',
  },
  'traces.endpoint': {
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    kind: plainUrl(['http:', 'https:'], 'http://collector:4318'),
    default: { value: 'http://localhost:4318' },
    description: 'The collector of traces; `/v1/traces` is added to it.',
    example: 'http://collector:4318',
    since: '0.1.0',
  },
  'traces.headers': {
    env: 'OTEL_EXPORTER_OTLP_HEADERS',
    kind: headers,
    default: { value: null },
    description: 'Headers for the collector, such as the one that signs in.',
    example: 'authorization=Bearer%20…',
    since: '0.1.0',
    isSecret: true,
  },
  'traces.serviceName': {
    env: 'OTEL_SERVICE_NAME',
    kind: text,
    default: { value: 'ostiary' },
    description: 'What traces call this service.',
    example: 'ostiary-eu',
    since: '0.1.0',
  },
};
