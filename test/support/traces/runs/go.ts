import type { FailingRun } from '../failing-run.ts';

const GO: FailingRun['tool'] = ['go', 'version'];
const FILES = {
	'go.mod': 'module example.com/cart\n\ngo 1.19\n',
	'cart.go': `package cart

import "fmt"

type Cart struct{ Prices []int }

func First(cart *Cart) int { return cart.Prices[0] }

func Load(id int) (*Cart, error) {
	if id > 2 {
		return nil, fmt.Errorf("no cart %d", id)
	}
	return &Cart{}, nil
}
`,
	'cart_test.go': `package cart

import "testing"

func TestAddsPrices(t *testing.T) {
	if got := 1 + 1; got != 3 {
		t.Errorf("got %d, want %d", got, 3)
	}
}

func TestLoads(t *testing.T) {
	t.Run("missing", func(t *testing.T) {
		if _, err := Load(3); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("found", func(t *testing.T) { t.Log("found it") })
}

func TestPasses(t *testing.T) { t.Log("nothing failed") }

func TestHasAFirst(t *testing.T) { First(&Cart{}) }
`,
};

const test = (args: string): FailingRun => ({
	name: `go test ${args}`,
	family: 'go test',
	tool: GO,
	files: FILES,
	command: ['go', 'test', ...args.split(' ').filter(Boolean), './...'],
	env: { GOFLAGS: '-mod=mod', GOPROXY: 'off' },
	failures: [
		{ test: 'TestAddsPrices', className: '', at: '<anonymous>@cart_test.go' },
		{ test: 'TestLoads/missing', className: '', at: '<anonymous>@cart_test.go' },
		{ test: 'TestHasAFirst', className: 'panic', at: 'First@cart.go' },
	],
});

export const GO_RUNS: readonly FailingRun[] = [
	test(''),
	test('-v'),
	test('-json'),
	{
		name: 'go build',
		tool: GO,
		files: { ...FILES, 'cart.go': 'package cart\n\nfunc One() int { return missing }\n' },
		command: ['go', 'build', './...'],
		env: { GOPROXY: 'off' },
		failures: [{ className: '', at: '<anonymous>@cart.go' }],
	},
];
