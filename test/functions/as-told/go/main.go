// Does what the event's "behaviour" says; the variable INIT_BEHAVIOUR says what to do before the first invocation.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type told struct {
	Behaviour string   `json:"behaviour"`
	Message   string   `json:"message"`
	Code      int      `json:"code"`
	Ms        int      `json:"ms"`
	Mb        int      `json:"mb"`
	Bytes     int      `json:"bytes"`
	Names     []string `json:"names"`
	Echo      any      `json:"echo"`
}

type OrderRefused struct{ message string }

func (e *OrderRefused) Error() string { return e.message }

var invocations = 0

func main() {
	switch os.Getenv("INIT_BEHAVIOUR") {
	case "panic":
		panic("The configuration is missing.")
	case "exit":
		os.Exit(3)
	case "sleep":
		time.Sleep(11500 * time.Millisecond)
	}
	lambda.Start(handle)
}

func handle(ctx context.Context, event told) (any, error) {
	switch event.Behaviour {
	case "context":
		return describe(ctx), nil
	case "nothing":
		return nil, nil
	case "fail":
		return nil, &OrderRefused{event.Message}
	case "panic":
		panic(event.Message)
	case "exit":
		os.Exit(event.Code)
	case "sleep":
		time.Sleep(time.Duration(event.Ms) * time.Millisecond)
		return map[string]any{"slept": event.Ms, "pid": os.Getpid()}, nil
	case "hang":
		fmt.Println("waiting")
		count()
		select {}
	case "fill-memory":
		return fmt.Sprintf("held %d MB", fill(event.Mb)), nil
	case "answer":
		return strings.Repeat("x", event.Bytes-2), nil
	case "environment":
		values := map[string]string{}
		for _, name := range event.Names {
			values[name] = os.Getenv(name)
		}
		return values, nil
	case "count":
		return count(), nil
	}
	return event.Echo, nil
}

func describe(ctx context.Context) map[string]any {
	lc, _ := lambdacontext.FromContext(ctx)
	deadline, _ := ctx.Deadline()
	return map[string]any{
		"awsRequestId":          lc.AwsRequestID,
		"functionName":          lambdacontext.FunctionName,
		"functionVersion":       lambdacontext.FunctionVersion,
		"invokedFunctionArn":    lc.InvokedFunctionArn,
		"memoryLimitInMB":       lambdacontext.MemoryLimitInMB,
		"logGroupName":          lambdacontext.LogGroupName,
		"logStreamName":         lambdacontext.LogStreamName,
		"clientContext":         lc.ClientContext.Custom,
		"remainingTimeInMillis": time.Until(deadline).Milliseconds(),
		"traceId":               os.Getenv("_X_AMZN_TRACE_ID"),
	}
}

func count() map[string]any {
	invocations++
	file, err := os.OpenFile("/tmp/invocations", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		panic(err)
	}
	_, _ = file.WriteString(".")
	_ = file.Close()
	info, _ := os.Stat("/tmp/invocations")
	return map[string]any{"inThisProcess": invocations, "inThisSandbox": info.Size(), "pid": os.Getpid()}
}

func fill(mb int) int {
	pieces := [][]byte{}
	for held := 0; held < mb; held += 8 {
		piece := make([]byte, 8<<20)
		for at := range piece {
			piece[at] = 1
		}
		pieces = append(pieces, piece)
	}
	return len(pieces) * 8
}
