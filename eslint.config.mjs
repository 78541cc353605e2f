import nodePlugin from 'eslint-plugin-n';
import jestPlugin from 'eslint-plugin-jest';
import unicorn from 'eslint-plugin-unicorn';
import tseslint from 'typescript-eslint';

const timeFromClock = 'The time comes from base/clock only.';
const restrictedSyntax = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: timeFromClock },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: timeFromClock },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'process.env is read in settings only.',
  },
  {
    selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
    message: 'process.exit is called in cli only.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'coverage',
      'test/functions',
      'test/projects',
      'bench/functions',
      'bench/.peers',
      'examples',
      'runtime-images',
      '**/*.cjs',
      'src/worker/sandbox-host/process/clients/**',
    ],
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { n: nodePlugin, unicorn },
    rules: {
      'no-console': 'error',
      'n/prefer-node-protocol': 'error',
      'unicorn/filename-case': ['error', { case: 'kebabCase' }],
      'unicorn/no-array-for-each': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-params': ['error', 5],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
    },
  },
  {
    files: ['src/base/clock.ts', 'src/settings/**', 'src/cli/**', 'bench/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    plugins: { jest: jestPlugin },
    rules: {
      ...jestPlugin.configs['flat/recommended'].rules,
      'jest/expect-expect': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
);
