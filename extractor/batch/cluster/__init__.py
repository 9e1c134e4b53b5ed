"""A run whose documents are read by the workers of a dask.distributed cluster.

`reading` has documents read there in the way that a `crew` does here; `checks` looks before anything is done whether
that can work; `keeper` lives in the scheduler and holds what is one for all workers (pace, purse, who died over what);
`worker` is what a worker does.
"""
