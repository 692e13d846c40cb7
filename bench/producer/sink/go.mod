module kinesissink

go 1.23
