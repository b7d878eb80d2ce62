/**
 * The dependency rule: `shared` ← {renderer, electron, server}, which never import each other;
 * `app|main → features → platform`; `route|ipc → service → store`; one door for each dangerous library.
 * `dependency-rule.test.ts` plants an offence against every rule and sees it found.
 */
const only = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const FEATURE = '^(server|electron|renderer)/features/([^/]+)/';
/** Tests, their helpers and the harness may look behind doors that product code may not. */
const HARNESS = '([.]test[.]tsx?$|/testing/|^test/)';

module.exports = {
  forbidden: [
    only(
      'shared-is-a-leaf',
      'shared may not know any process',
      { path: '^shared/', pathNot: HARNESS },
      { path: '^(electron|renderer|server)/' },
    ),
    only(
      'shared-runs-anywhere',
      'no Node or Electron library in shared',
      { path: '^shared/', pathNot: HARNESS },
      { dependencyTypes: ['core'] },
    ),
    only(
      'domain-is-pure',
      'domain rules import only domain',
      { path: '^shared/domain/', pathNot: HARNESS },
      { path: '^shared/(?!domain/)' },
    ),
    only(
      'renderer-has-no-privilege',
      'a window reaches the machine only through window.deskline',
      { path: '^renderer/', pathNot: HARNESS },
      { path: '^(electron|server)/' },
    ),
    only(
      'renderer-no-node',
      'sandboxed pages have no Node',
      { path: '^renderer/', pathNot: HARNESS },
      { dependencyTypes: ['core'] },
    ),
    only(
      'electron-not-others',
      'the main process knows shared only',
      { path: '^electron/', pathNot: HARNESS },
      { path: '^(renderer|server)/' },
    ),
    only(
      'server-not-others',
      'the server knows shared only',
      { path: '^server/', pathNot: HARNESS },
      { path: '^(renderer|electron)/' },
    ),
    only(
      'preload-is-thin',
      'a preload carries channel names and types only',
      { path: '^electron/preload/', pathNot: HARNESS },
      { path: '^(electron/(?!preload/)|shared/(?!ipc/|contracts/))' },
    ),
    only(
      'features-do-not-touch',
      'another feature only through its index.ts',
      { path: FEATURE, pathNot: HARNESS },
      { path: '^(server|electron|renderer)/features/', pathNot: ['^$1/features/$2/', '/features/[^/]+/index[.]tsx?$'] },
    ),
    only(
      'route-to-service-only',
      'route and ipc never reach a store',
      { path: '[.](route|ipc)[.]ts$' },
      { path: '([.](local-)?store[.]ts$|^electron/data/)' },
    ),
    only(
      'service-knows-no-transport',
      'a service does not know who calls it',
      { path: '[.]service[.]ts$' },
      { path: '[.](route|ipc)[.]ts$' },
    ),
    only(
      'store-is-the-bottom',
      'a store knows no layer above it',
      { path: '[.](local-)?store[.]ts$' },
      { path: '[.](service|route|ipc)[.]ts$' },
    ),
    only(
      'ui-kit-knows-no-feature',
      'the design kit draws, it does not know what',
      { path: '^renderer/ui/' },
      { path: '^renderer/(features|telephony|app)/' },
    ),
    only(
      'platform-knows-no-feature',
      'db, http, data, sync and os serve features',
      { path: '^(server/(db|http)|electron/(data|sync|os))/', pathNot: HARNESS },
      { path: '/features/', pathNot: '^server/features/[^/]+/[^/]+[.]tables[.]ts$' },
    ),
    only(
      'one-door-pg',
      'pg only in server/db',
      { path: '^server/', pathNot: '^server/(db|testing)/' },
      { path: '^(node_modules/)?pg(/|$)' },
    ),
    only(
      'one-door-sqlite',
      'SQLite only in electron/data',
      { path: '^(electron|renderer|server|shared)/', pathNot: ['^electron/data/', HARNESS] },
      { path: '^(node_modules/)?better-sqlite3' },
    ),
    only(
      'one-door-sip',
      'SIP.js only in renderer/telephony/sip and the practice line',
      {
        path: '^(electron|renderer|server|shared)/',
        pathNot: ['^renderer/telephony/sip/', '^server/practice-line/', HARNESS],
      },
      { path: '^(node_modules/)?sip[.]js' },
    ),
    only(
      'one-door-stripe',
      'Stripe only in its adapter',
      { path: '^(electron|renderer|server|shared)/', pathNot: '^server/integrations/stripe/' },
      { path: '^(node_modules/)?stripe(/|$)' },
    ),
    only(
      'product-not-test',
      'product code never imports tests, fakes or the harness',
      { path: '^(shared|server|electron|renderer|build/run)/', pathNot: [HARNESS, '^build/run/(test|demo|start)'] },
      { path: '([.]test[.]tsx?$|/testing/|^test/)' },
    ),
    only(
      'no-circular',
      'no cycles, but of types alone',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|test-results)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
