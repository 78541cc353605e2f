from mangum import Mangum
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route


async def root(_request):
    return JSONResponse({"root": True})


async def order(request):
    return JSONResponse({"id": request.path_params["id"]})


async def search(request):
    query = request.query_params
    return JSONResponse({"tags": query.getlist("tag"), "q": query.get("q")})


async def cookies(request):
    response = JSONResponse({"cookie": request.headers.get("cookie")})
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response


async def json(request):
    return JSONResponse(await request.json(), status_code=201)


async def form(request):
    return JSONResponse(dict(await request.form()))


async def octets(request):
    return Response(await request.body(), media_type="application/octet-stream")


async def old(_request):
    return RedirectResponse("/orders/1", status_code=302)


async def fails(_request):
    raise ValueError("The order was refused.")


app = Starlette(
    routes=[
        Route("/", root),
        Route("/orders/{id}", order),
        Route("/search", search),
        Route("/cookies", cookies),
        Route("/json", json, methods=["POST"]),
        Route("/form", form, methods=["POST"]),
        Route("/bytes", octets, methods=["POST"]),
        Route("/old", old),
        Route("/fails", fails),
    ]
)
handler = Mangum(app, lifespan="off")
