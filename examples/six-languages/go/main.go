// Says hello in the form that every function of this example answers in.
package main

import (
	"context"
	"encoding/json"
	"os"
	"runtime"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type hello struct {
	Message   string `json:"message"`
	Language  string `json:"language"`
	Version   string `json:"version"`
	RequestID string `json:"requestId"`
}

func handle(ctx context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	call, _ := lambdacontext.FromContext(ctx)
	body, err := json.Marshal(hello{
		Message:   os.Getenv("GREETING") + ", " + event.PathParameters["name"] + "!",
		Language:  "Go",
		Version:   runtime.Version(),
		RequestID: call.AwsRequestID,
	})
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	return events.APIGatewayV2HTTPResponse{
		StatusCode: 200,
		Headers:    map[string]string{"content-type": "application/json"},
		Body:       string(body),
	}, nil
}

func main() {
	lambda.Start(handle)
}
