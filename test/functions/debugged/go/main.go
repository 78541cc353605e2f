// A function to be stopped at a breakpoint: it greets whom the event names.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

type event struct {
	Name string `json:"name"`
}

func greet(_ context.Context, given event) (string, error) {
	greeting := "hello " + given.Name
	return greeting, nil
}

func main() {
	lambda.Start(greet)
}
