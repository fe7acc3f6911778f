@"%~dp0python\python.exe" -m ct58 %*
@exit /b %ERRORLEVEL%
